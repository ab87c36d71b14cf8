namespace MlDsl.Boosting;

/// <summary>The native library in use.</summary>
internal sealed record LoadedLightGbm(string Path, LightGbmApi Api);
