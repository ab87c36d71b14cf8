using MlDsl.Tool;

return await AnalyzeCommand.RunAsync(args);
