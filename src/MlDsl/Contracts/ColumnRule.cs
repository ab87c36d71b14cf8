using System.ComponentModel;
using System.Text.RegularExpressions;

namespace MlDsl.Contracts;

/// <summary>A rule over single values. Immutable; safe for any number of threads.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ColumnRule<T> where T : notnull
{
    private protected ColumnRule(Breach policy, string text) => (Policy, Text) = (policy, text);

    /// <summary>What is done with a value that breaks it.</summary>
    public Breach Policy { get; }

    /// <summary>The rule as it is declared.</summary>
    public string Text { get; }

    internal abstract bool Admits(T value);

    /// <summary>Whether a value that breaks it is nearer to some value that it admits than to others.</summary>
    internal virtual bool HasNearest(T value) => true;

    /// <summary>The nearest value that it admits.</summary>
    internal virtual T Clipped(T value) => value;
}

/// <summary>Values between two bounds, both included.</summary>
/// <param name="min">The least value.</param>
/// <param name="max">The greatest value.</param>
/// <param name="policy">What is done with others.</param>
/// <param name="text">The rule as it is declared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RangeRule<T>(T min, T max, Breach policy, string text) : ColumnRule<T>(policy, text) where T : struct, IComparable<T>
{
    // NaN is below every number here, and so outside.
    internal override bool Admits(T value) => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0;

    internal override bool HasNearest(T value) => value switch
    {
        float number => !float.IsNaN(number),
        double number => !double.IsNaN(number),
        Half number => !Half.IsNaN(number),
        _ => true,
    };

    internal override T Clipped(T value) => value.CompareTo(min) < 0 ? min : max;
}

/// <summary>Values of a list.</summary>
/// <param name="values">The values.</param>
/// <param name="policy">What is done with others.</param>
/// <param name="text">The rule as it is declared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValuesRule<T>(T[] values, Breach policy, string text) : ColumnRule<T>(policy, text) where T : notnull
{
    private readonly HashSet<T> known = [.. values];

    internal override bool Admits(T value) => known.Contains(value);
}

/// <summary>Texts that match an expression as a whole.</summary>
/// <param name="pattern">The expression.</param>
/// <param name="policy">What is done with others.</param>
/// <param name="text">The rule as it is declared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatternRule(string pattern, Breach policy, string text) : ColumnRule<string>(policy, text)
{
    // An expression may go back and forth without end over a text that was made for it.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private readonly Regex expression = new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Longest);

    internal override bool Admits(string value)
    {
        try
        {
            return expression.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
