using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>A property of a made-up data set.</summary>
/// <param name="Member">Its name.</param>
/// <param name="Type">Its type in C#, with <c>?</c> where a value may be missing.</param>
/// <param name="Attributes">What stands before it.</param>
/// <param name="Draws">Where its values come from.</param>
internal sealed record MadeColumn(string Member, string Type, string Attributes, Draws Draws)
{
    public bool IsNullable => Type.EndsWith('?');

    /// <summary>Of a vector, the number of its elements; 0 for a single value.</summary>
    public int Length { get; init; }

    public object? Usual(Random random) => IsNullable && random.Next(8) == 0 ? null : Draws.Usual(random);

    /// <summary>A value that may be missing whatever the type says, where C# lets it be.</summary>
    public object? Edge(Random random, IReadOnlyList<double> near) =>
        (IsNullable && random.Next(8) == 0) || (Type == "string" && random.Next(20) == 0) ? null : Draws.Edge(random, near);
}

/// <summary>A feature method of a made-up data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">The columns and methods that it takes.</param>
/// <param name="Kind">Its feature kind, as C#.</param>
/// <param name="Type">What it returns, as C#.</param>
/// <param name="Parameters">What it takes, as C#.</param>
/// <param name="Body">What stands behind the arrow.</param>
internal sealed record MadeMethod(string Name, IReadOnlyList<string> Arguments, string Kind, string Type, string Parameters, string Body)
{
    /// <summary>Whether it calls what other libraries compute to an ulp only.</summary>
    public bool IsLoose { get; init; }

    /// <summary>The method in C#.</summary>
    public string Code => $"{Kind} public static {Type} {Name}({Parameters}) => {Body};";
}
