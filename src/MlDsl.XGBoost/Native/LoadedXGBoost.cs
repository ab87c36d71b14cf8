namespace MlDsl.Boosting;

/// <summary>The native library in use.</summary>
internal sealed record LoadedXGBoost(string Path, Version Version, XGBoostApi Api);
