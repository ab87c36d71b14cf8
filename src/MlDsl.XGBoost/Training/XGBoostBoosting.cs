namespace MlDsl;

/// <summary>How one tree follows another in <see cref="XGBoostAttribute"/>.</summary>
public enum XGBoostBoosting
{
    /// <summary>Each tree takes away what those before leave (<c>gbtree</c>).</summary>
    Gradient,

    /// <summary>
    /// The same, and each round leaves out some of the trees before (<c>dart</c>): slower, for models that lean on their first trees. How many is
    /// said among <see cref="XGBoostAttribute.Parameters"/>, such as <c>rate_drop=0.1</c>; the library's default leaves out none.
    /// </summary>
    Dart,
}
