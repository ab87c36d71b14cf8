namespace MlDsl.Monitoring;

/// <summary>What of a column shifted.</summary>
public enum ShiftKind
{
    /// <summary>Where a number's values lie.</summary>
    Location,

    /// <summary>How far a number's values lie apart.</summary>
    Spread,

    /// <summary>How often a category comes.</summary>
    Share,

    /// <summary>How often there is no value.</summary>
    Missing,

    /// <summary>How often there is a value that the reference has no bin for, or had no row in.</summary>
    Unknown,
}
