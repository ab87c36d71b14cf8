using MlDsl.Tool;

return await ToolCommand.RunAsync(args);
