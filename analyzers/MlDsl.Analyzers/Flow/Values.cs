using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>What is known of a value that comes by either of two ways.</summary>
internal static class Values
{
    public const int MaximumChoices = 12;

    /// <summary>Either value; null when there are too many to follow.</summary>
    public static Value? Join(Value? left, Value? right)
    {
        if (left is null || right is null) return null;
        if (ReferenceEquals(left, right)) return left;
        if (left is Members one && right is Members two && !AreOfTwoClasses(one, two)) return Join(one, two);
        if (left is Items x && right is Items y)
            return new Items([.. x.Elements.Concat(y.Elements).Distinct()], x.IsLiteral && y.IsLiteral, isExact: false, Ids(x, y));
        if (left is Text a && right is Text b && a.Value == b.Value) return a;
        if (left is Number n && right is Number m && n.Value == m.Value) return n;
        var all = Alternatives(left).Concat(Alternatives(right)).Distinct().ToImmutableArray();
        return all.Length > MaximumChoices ? null : new Choice(all);
    }

    /// <summary>Either value, where something was set by both ways; <see cref="Unknown"/> where one of them, or what they have in common, is not known.</summary>
    public static Value Either(Value? left, Value? right) => left is Unknown || right is Unknown ? Unknown.Instance : Join(left, right) ?? Unknown.Instance;

    // The program's own classes differ in what their methods do; tuples and options in what they hold.
    private static bool AreOfTwoClasses(Members left, Members right) => left.Type is { } one && right.Type is { } two && !SymbolEqualityComparer.Default.Equals(one, two)
        && one is { TypeKind: TypeKind.Class, IsAnonymousType: false } && one.Locations.Any(static l => l.IsInSource);

    // Two entries of one shape: what is known of both. A member that only one has set is not the default of the other.
    private static Members Join(Members left, Members right)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Value>(left.Values.KeyComparer);
        foreach (string name in left.Values.Keys.Concat(right.Values.Keys))
            if (!values.ContainsKey(name)) values[name] = Join(left[name], right[name]) ?? Unknown.Instance;
        return new Members(values.ToImmutable(), left.Syntax, left.Type, Ids(left, right));
    }

    private static ImmutableArray<object> Ids(Changeable left, Changeable right) =>
        left.Ids.SequenceEqual(right.Ids) ? left.Ids : [.. left.Ids.Union(right.Ids)];

    public static IEnumerable<Value> Alternatives(Value? value) => value switch
    {
        null => [],
        Choice choice => choice.Values,
        _ => [value],
    };
}
