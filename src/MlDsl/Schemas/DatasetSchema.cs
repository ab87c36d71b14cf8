using System.Security.Cryptography;

namespace MlDsl;

/// <summary>What a column is for.</summary>
public enum ColumnRole
{
    /// <summary>A value: a feature by its kind, or the parameter of one.</summary>
    None,

    /// <summary>What is predicted.</summary>
    Label,

    /// <summary>Identifies the row.</summary>
    Id,

    /// <summary>Keeps rows together in splits.</summary>
    Group,

    /// <summary>Orders rows in time.</summary>
    EventTime,

    /// <summary>Weights the row.</summary>
    Weight,

    /// <summary>Metrics are shown for each of its values.</summary>
    Sensitive,

    /// <summary>When the row was known.</summary>
    Arrived,

    /// <summary>Who did something.</summary>
    User,

    /// <summary>What it was done with.</summary>
    Item,

    /// <summary>How strong it was.</summary>
    Event,
}

/// <summary>One column of a data set, or one feature method of it.</summary>
/// <param name="Name">The name in the file's header; of a feature, its method's name.</param>
/// <param name="Member">The property or method.</param>
/// <param name="Type">The C# type, with <c>?</c> when a value may be missing.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Kind">The feature kind with its options in canonical text; empty when it is no feature.</param>
/// <param name="IsInput">Whether it is part of the generated <c>Input</c>.</param>
public sealed record ColumnSchema(string Name, string Member, string Type, ColumnRole Role, string Kind, bool IsInput)
{
    /// <summary>Of a vector, the number of its elements; 0 for a single value.</summary>
    public int Length { get; init; }

    /// <summary>What a number is counted in, as <see cref="ColumnAttribute.Unit"/> says; null where it does not, and of models that come from a file without their row type.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// Of a window over time, what it makes of which column, in canonical text; null for what a source holds. Windows come behind all other columns and
    /// are read from no source.
    /// </summary>
    public string? Window { get; init; }

    /// <summary>
    /// Of a column that comes from another data set, by which key and when it is taken from which column, in canonical text; null for others. Such columns come
    /// behind those that a source holds and are read from no source.
    /// </summary>
    public string? Join { get; init; }

    /// <summary>Of an input that is an enum, the names of its members; empty for others, and of models that come from a file without their row type.</summary>
    public IReadOnlyList<string> EnumNames { get; init; } = [];

    /// <summary>Whether a method of the row type, marked <see cref="ReadsAttribute"/>, reads the column; false for models that come from a file without their row type.</summary>
    public bool HasOwnReader { get; init; }

    /// <summary>Of a label, the value that counts as positive; null where none is declared.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// Of a feature method, what it computes: a hash of its code and of the code that it reaches in its assembly, behind the number of
    /// the way of hashing; or the version that <see cref="FeatureAttribute"/> gives. Null where generated code does not tell.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>Of a feature method, what <see cref="Code"/> does not tell, each with the reason.</summary>
    public IReadOnlyList<string> NotCovered { get; init; } = [];

    /// <summary>
    /// Of a feature method, what it computes as ops, which run without its code and export: one step a line, each behind those that it reads.
    /// Empty where the method is no op.
    /// </summary>
    public IReadOnlyList<string> Ops { get; init; } = [];

    /// <summary>
    /// Of a feature method that is no op, the members that it takes: columns and other feature methods. Empty where <see cref="Ops"/> tell,
    /// and of models that come from a file without their row type.
    /// </summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Of a feature method that is no op, the code that keeps it from being one; null where generated code does not tell.</summary>
    public string? NotAnOp { get; init; }

    /// <summary>The canonical text <c>name:type:role:kind</c>, the form that schema hashes and model files use.</summary>
    public override string ToString() => $"{Name}:{Type}:{Role}:{(Kind.Length == 0 && Length > 0 ? FormattableString.Invariant($"Length={Length}") : Kind)}{((Window ?? Join) is { } from ? $":{from}" : "")}";
}

/// <summary>The columns of a data set and the features computed from them.</summary>
public sealed class DatasetSchema
{
    /// <summary>A schema of the given columns and feature methods.</summary>
    public DatasetSchema(string name, IReadOnlyList<ColumnSchema> columns, IReadOnlyList<ColumnSchema> features)
    {
        Name = name;
        Columns = columns;
        Features = features;
        Stored = [.. columns.Where(static c => c.Window is null && c.Join is null)];
        Inputs = [.. columns.Where(static c => c.IsInput)];
        Sensitive = [.. columns.Where(static c => c.Role == ColumnRole.Sensitive)];
        string text = string.Join('\n', columns.Concat(features).Select(static c => c.ToString()));
        Hash = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }

    /// <summary>The row type's name.</summary>
    public string Name { get; }

    /// <summary>The columns, in the order of declaration.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The columns that a source holds, which are the first of <see cref="Columns"/>; the others come from other data sets or are windows over time.</summary>
    internal IReadOnlyList<ColumnSchema> Stored { get; }

    /// <summary>The feature methods, in the order of dependence.</summary>
    public IReadOnlyList<ColumnSchema> Features { get; }

    /// <summary>The columns of the generated <c>Input</c>.</summary>
    public IReadOnlyList<ColumnSchema> Inputs { get; }

    /// <summary>The class that the probability of a two-class label speaks of.</summary>
    internal string PositiveClass => Columns.First(static c => c.Role == ColumnRole.Label).Positive ?? "true";

    /// <summary>The columns whose values metrics are shown for.</summary>
    public IReadOnlyList<ColumnSchema> Sensitive { get; }

    /// <summary>The SHA-256 of all columns' and features' canonical text, in lower-case hexadecimal.</summary>
    public string Hash { get; }
}
