namespace MlDsl;

/// <summary>Which leaf of a tree is split next.</summary>
public enum XGBoostGrowth
{
    /// <summary>All leaves of a level, before those of the next (<c>depthwise</c>).</summary>
    ByLevel,

    /// <summary>The leaf whose branch gains most, as LightGBM does (<c>lossguide</c>).</summary>
    ByLeaf,
}
