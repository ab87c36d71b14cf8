namespace MlDsl.Columns;

/// <summary>What a value of a column is.</summary>
public enum ColumnValueKind
{
    /// <summary>No value.</summary>
    Missing,

    /// <summary>A floating-point or decimal number.</summary>
    Number,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A member of an enum: its index and its name.</summary>
    Class,

    /// <summary>A date with the time of a clock.</summary>
    Time,

    /// <summary>A date.</summary>
    Date,

    /// <summary>Numbers, of which a missing one is NaN.</summary>
    Vector,
}
