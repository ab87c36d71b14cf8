namespace MlDsl;

/// <summary>What shapes the Gaussians of a mixture may have.</summary>
public enum Covariance
{
    /// <summary>Each of its own, turned any way: width · (width + 1) / 2 numbers each.</summary>
    Full,

    /// <summary>Each of its own along the features' axes: as many numbers as features each.</summary>
    Diagonal,

    /// <summary>One for all, turned any way: width · (width + 1) / 2 numbers in all.</summary>
    Tied,

    /// <summary>Each round: one number each.</summary>
    Spherical,
}
