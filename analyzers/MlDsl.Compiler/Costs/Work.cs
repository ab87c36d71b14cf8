namespace MlDsl.Compiler.Costs;

/// <summary>What the time of a step goes into.</summary>
internal enum WorkKind
{
    /// <summary>Multiply-adds of convolutions over many channels.</summary>
    Convolution,

    /// <summary>Multiply-adds of convolutions of each channel, or a few, for itself.</summary>
    NarrowConvolution,

    /// <summary>Multiply-adds of one row with weights.</summary>
    RowProduct,

    /// <summary>The same where the weights are larger than a core's caches.</summary>
    LargeRowProduct,

    /// <summary>Multiply-adds of many rows with weights.</summary>
    Product,

    /// <summary>Multiply-adds of recurrent layers.</summary>
    Recurrence,

    /// <summary>Elements that a window of a pool looks at.</summary>
    Pool,

    /// <summary>Elements of which an exponential or a like function is taken.</summary>
    Function,

    /// <summary>Elements that are read, moved or calculated otherwise.</summary>
    Element,
}

/// <summary>How much of it a step does.</summary>
/// <param name="Kind">What the time goes into.</param>
/// <param name="Units">How many of what the kind counts, in a call of one row.</param>
internal readonly record struct Work(WorkKind Kind, double Units)
{
    /// <summary>Whether it is counted in multiply-adds.</summary>
    public bool IsProduct => Kind <= WorkKind.Recurrence;
}
