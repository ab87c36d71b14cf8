using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>What variables hold at one point of a method. Only what is known is in it.</summary>
internal sealed class ProgramState
{
    private const int MaximumChoices = 6;

    private ImmutableDictionary<ISymbol, Value> values;

    public ProgramState() => values = ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default);

    private ProgramState(ImmutableDictionary<ISymbol, Value> values, bool isEnded = false) => (this.values, IsEnded) = (values, isEnded);

    /// <summary>Whether the way that led here has left: returned, thrown, jumped.</summary>
    public bool IsEnded { get; private set; }

    public Value? this[ISymbol key]
    {
        get => values.TryGetValue(key, out Value? value) ? value : null;
        set => values = value is null ? values.Remove(key) : values.SetItem(key, value);
    }

    public bool Holds(ISymbol key) => values.ContainsKey(key);

    public ProgramState Copy() => new(values, IsEnded);

    /// <summary>What held where the way ended, for what runs all the same: handlers, and whoever called.</summary>
    public ProgramState Revived() => new(values);

    public void End() => IsEnded = true;

    /// <summary>Forgets the fields and properties that may have been assigned by code that is not followed.</summary>
    public void ForgetMembers() =>
        values = values.RemoveRange(values.Keys.Where(static k => k is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null }));

    /// <summary>What holds after either of two ways: a variable known on one way only is not known.</summary>
    public static ProgramState Join(ProgramState left, ProgramState right)
    {
        if (left.IsEnded || right.IsEnded) return (left.IsEnded ? right : left).Copy();
        if (ReferenceEquals(left.values, right.values)) return left.Copy();
        var joined = left.values.ToBuilder();
        foreach (var entry in left.values)
        {
            if (!right.values.TryGetValue(entry.Key, out Value? other)) joined.Remove(entry.Key);
            else if (!ReferenceEquals(entry.Value, other)) Put(joined, entry.Key, Join(entry.Value, other));
        }
        return new ProgramState(joined.ToImmutable());
    }

    private static void Put(ImmutableDictionary<ISymbol, Value>.Builder joined, ISymbol key, Value? value)
    {
        if (value is null) joined.Remove(key);
        else joined[key] = value;
    }

    /// <summary>Either value; null when there are too many to follow.</summary>
    public static Value? Join(Value? left, Value? right)
    {
        if (left is null || right is null) return null;
        if (ReferenceEquals(left, right)) return left;
        if (left is Members one && right is Members two) return Join(one, two);
        if (left is Items x && right is Items y) return new Items([.. x.Elements.Concat(y.Elements).Distinct()], x.IsLiteral
            && y.IsLiteral, isExact: false);
        if (left is Text a && right is Text b && a.Value == b.Value) return a;
        var all = Alternatives(left).Concat(Alternatives(right)).Distinct().ToImmutableArray();
        return all.Length > MaximumChoices ? null : new Choice(all);
    }

    // Two entries of one shape: what is known of both.
    private static Members Join(Members left, Members right)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Value>(left.Values.KeyComparer);
        foreach (var member in left.Values)
            if (right.Values.TryGetValue(member.Key, out Value? other)
                && Join(member.Value, other) is { } joined) values[member.Key] = joined;
        return new Members(values.ToImmutable(), left.Syntax, left.Type);
    }

    public static IEnumerable<Value> Alternatives(Value? value) => value switch
    {
        null => [],
        Choice choice => choice.Values,
        _ => [value],
    };
}
