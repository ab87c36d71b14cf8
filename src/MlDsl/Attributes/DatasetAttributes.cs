namespace MlDsl;

/// <summary>
/// Marks a partial record, class or struct as one row of a data set: its properties become typed columns, and MlDsl writes the
/// reader, the feature code and the learned state for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DatasetAttribute : Attribute
{
    /// <summary>
    /// A small file of separated values, one of the project's <c>AdditionalFiles</c>, whose header and values the compiler checks the
    /// columns against; null for none. A tab separates fields in <c>.tsv</c> and <c>.tab</c> files, a comma in others.
    /// </summary>
    public string? Sample { get; init; }
}

/// <summary>
/// Marks a partial type as a data set over <typeparamref name="TExisting"/>, a type that is not yours to annotate: the partial type
/// declares the columns, by the names of <typeparamref name="TExisting"/>'s own members, and MlDsl writes
/// <c>static From(TExisting)</c> beside everything that <see cref="DatasetAttribute"/> gives.
/// </summary>
/// <typeparam name="TExisting">The type whose public properties and fields hold the values.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DatasetAttribute<TExisting> : Attribute
{
    /// <summary>A sample file, as in <see cref="DatasetAttribute.Sample"/>.</summary>
    public string? Sample { get; init; }
}

/// <summary>
/// Marks a static partial class whose public static methods are features of <typeparamref name="TRow"/>. A method's parameters
/// name columns of the row (in any case) or other features of the class; a feature kind attribute says how its result is encoded.
/// </summary>
/// <typeparam name="TRow">The data set that the features belong to, in the same assembly.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeaturesAttribute<TRow> : Attribute;
