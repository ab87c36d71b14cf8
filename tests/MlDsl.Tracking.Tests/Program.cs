using MlDsl.Tracking.Tests;

// What a test starts to kill it, or to see what the environment variable does.
return args is ["record", var runs] ? Recorder.Record(runs) : args is ["fit"] ? Recorder.Fit() : args is ["write", var path] ? Recorder.Write(path) : args is ["fit", var folder] ? Recorder.FitIn(folder) : 2;
