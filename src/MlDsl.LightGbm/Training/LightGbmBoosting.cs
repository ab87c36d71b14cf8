namespace MlDsl;

/// <summary>How one tree follows another in <see cref="LightGbmAttribute"/>.</summary>
public enum LightGbmBoosting
{
    /// <summary>Each tree takes away what those before leave (<c>gbdt</c>).</summary>
    Gradient,

    /// <summary>The same, and each round leaves out some of the trees before (<c>dart</c>): slower, for models that lean on their first trees.</summary>
    Dart,

    /// <summary>Trees of samples of rows and columns, averaged (<c>rf</c>): nothing is taken away, so more trees do no harm.</summary>
    RandomForest,
}
