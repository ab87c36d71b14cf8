using System.Collections.Immutable;
using System.Globalization;

namespace MlDsl.Properties.Values;

/// <summary>Where the values of one made-up column come from. All that it gives are boxed values of the column's own type.</summary>
internal abstract class Draws
{
    /// <summary>A value as training rows have it.</summary>
    public abstract object Usual(Random random);

    /// <summary>A value at an edge: of the type, of the calendar, of the alphabet, or beside one of <paramref name="near"/>, the thresholds that were learned.</summary>
    public abstract object Edge(Random random, IReadOnlyList<double> near);
}

/// <summary>Numbers of a type.</summary>
/// <param name="type">The type by its name in C#.</param>
/// <param name="shape">The distribution: 0 normal, 1 log-normal, 2 small integers, 3 large, 4 constant, 5 few quarters.</param>
internal sealed class NumberDraws(string type, int shape) : Draws
{
    /// <summary>Whether usual values are below 20, as those at an edge need not be.</summary>
    public bool IsNarrow => shape is 0 or 2 or 4 or 5;

    // Within what the narrowest type holds.
    public override object Usual(Random random) => Numbers.Of(type, type == "System.Half" ? Math.Clamp(Drawn(random), -6e4, 6e4) : Drawn(random));

    private double Drawn(Random random) => shape switch
    {
        0 => Normal(random),
        1 => Math.Exp(2 * Normal(random)),
        2 => random.Next(0, 12),
        3 => 1e6 * random.NextDouble(),
        4 => 3,
        _ => random.Next(-4, 9) / 4.0,
    };

    public override object Edge(Random random, IReadOnlyList<double> near) => random.Next(12) switch
    {
        < 6 when near.Count > 0 => Numbers.Beside(type, near[random.Next(near.Count)], random),
        6 or 7 => Numbers.Extreme(type, random),
        8 => Numbers.Of(type, Math.Pow(10, random.Next(-30, 30)) * (random.NextDouble() - 0.5)),
        9 => Numbers.Gap(type, random),
        10 => Numbers.Of(type, random.Next(2) == 0 ? -0.0 : 0),
        _ => Numbers.Of(type, random.Next(-3, 40)),
    };

    // By the sum of uniform numbers, which is normal enough.
    private static double Normal(Random random) => 4 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
}

/// <summary>One of a list, and at an edge one of another list.</summary>
internal sealed class ListDraws(ImmutableArray<object> usual, ImmutableArray<object> edges) : Draws
{
    public override object Usual(Random random) => usual[Math.Min(random.Next(usual.Length), random.Next(usual.Length))];

    public override object Edge(Random random, IReadOnlyList<double> near) => edges[random.Next(edges.Length)];
}

/// <summary>Weights of rows, in which the sums stay exact.</summary>
internal sealed class WeightDraws : Draws
{
    public override object Usual(Random random) => random.Next(5) / 2f;

    public override object Edge(Random random, IReadOnlyList<double> near) => 1f;
}

/// <summary>Texts of some words.</summary>
internal sealed class WordDraws : Draws
{
    private static readonly string[] Words = ["one", "two", "Three", "THREE", "für", "FÜR", "日本", "7", "x-ray", "don't", "İstanbul", "straße"];

    public override object Usual(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(6)).Select(_ => Words[random.Next(Words.Length)]));

    public override object Edge(Random random, IReadOnlyList<double> near) => random.Next(6) switch
    {
        0 => "",
        1 => "   ",
        2 => "\t\r\n",
        3 => "😀 e\u0301 \u00a0 \u200b",
        4 => string.Concat(Enumerable.Repeat("long ", 80)),
        _ => string.Create(CultureInfo.InvariantCulture, $"new{random.Next()} two"),
    };
}

/// <summary>Vectors of numbers, in the collection that the column has.</summary>
/// <param name="container">The collection: <c>[]</c>, or the name of a generic type.</param>
/// <param name="element">The type of an element, with <c>?</c> where it may be missing.</param>
/// <param name="length">The number of elements.</param>
/// <param name="elements">Where the elements come from.</param>
/// <param name="takesNaN">Whether NaN may stand for a missing element.</param>
internal sealed class VectorDraws(string container, string element, int length, Draws elements, bool takesNaN) : Draws
{
    private bool IsNullable => element.EndsWith('?');

    public override object Usual(Random random) => Made(random, Array.Empty<double>(), 0);

    public override object Edge(Random random, IReadOnlyList<double> near) => Made(random, near, 3);

    private object Made(Random random, IReadOnlyList<double> near, int edges)
    {
        // Rarely of another length, which is refused.
        int count = edges > 0 && random.Next(40) == 0 ? length + (random.Next(2) == 0 ? 1 : -1) : length;
        object?[] values = [.. Enumerable.Range(0, count).Select(_ =>
            IsNullable && random.Next(8) == 0 ? null
            : takesNaN && random.Next(10) == 0 ? Numbers.Of(element.TrimEnd('?'), double.NaN)
            : random.Next(4) < edges ? elements.Edge(random, near) : elements.Usual(random))];
        return Containers.Of(container, element, values);
    }
}
