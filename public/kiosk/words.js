/**
 * Words for technicians, `[中文, English]` each. They stand apart from the visitors' texts, which are
 * loaded with every screen in thirteen languages: those who look after the machines read one of
 * these two, and must be able to when nothing else starts.
 */

const WORDS = {
	technician: ["技术员", "Technician"],
	code: ["请输入代码", "Enter the code"],
	wrong: ["代码不对", "Wrong code"],
	locked: ["请稍候再试", "Wait a minute, then try again"],
	erase: ["删除", "Delete"],
	close: ["关闭", "Close"],
	open_status: ["状态与测试", "Status and tests"],
	clean: ["清洁屏幕（锁定 30 秒）", "Clean the screen (locked for 30 s)"],
	reload: ["重新加载", "Load the page anew"],
	cleaning: ["正在清洁，屏幕已锁定", "Cleaning: the screen is locked"],
};

/** In both languages, for whoever stands there. */
export function both(key) {
	return WORDS[key].join(" · ");
}
