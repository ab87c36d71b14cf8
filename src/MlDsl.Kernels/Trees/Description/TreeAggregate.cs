namespace MlDsl.Kernels;

/// <summary>How the leaves that one row reaches make one score per output.</summary>
public enum TreeAggregate
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by the number of trees, whether or not every tree votes for the output.</summary>
    Average,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,
}
