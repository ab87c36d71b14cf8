using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>The options of a <see cref="NumericAttribute"/> on a vector, as generated code passes them on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record VectorOptions
{
    /// <summary>The number of elements that every vector has; 1 or more.</summary>
    public required int Length { get; init; }

    /// <summary>The options of each element.</summary>
    public NumericOptions Element { get; init; } = new();

    /// <summary>What messages and feature names call an element.</summary>
    internal static string NameOf(string column, int element) => FormattableString.Invariant($"{column}[{element}]");

    internal void Validate(string column)
    {
        if (Length < 1) throw new ArgumentException(FormattableString.Invariant($"'{column}': Length is {Length}; it is 1 or more"));
        Element.Validate(column);
    }
}
