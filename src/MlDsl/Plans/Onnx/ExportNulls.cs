namespace MlDsl;

/// <summary>How a missing value gets into an exported graph where its type has no NaN.</summary>
public enum ExportNulls
{
    /// <summary>A second input, <c>NAME.present</c>, tells whether there is a value.</summary>
    Present,

    /// <summary>
    /// A value that no training row held stands for a missing one; <c>mldsl.inputs</c> in the metadata tells it. A column that has no such
    /// value is refused by name.
    /// </summary>
    Sentinel,
}
