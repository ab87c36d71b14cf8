using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>What is known about one value of the program; null stands for "nothing", and rules stay silent on it.</summary>
internal abstract class Value;

/// <summary>A string known while compiling, and the expression that a finding about it points at.</summary>
internal sealed class Text(string value, SyntaxNode syntax) : Value
{
    public string Value { get; } = value;
    public SyntaxNode Syntax { get; } = syntax;
}

/// <summary>The literal null.</summary>
internal sealed class Null : Value
{
    public static Null Instance { get; } = new();
}

/// <summary>Something that was set to what is not known: neither its default nor anything else.</summary>
internal sealed class Unknown : Value
{
    public static Unknown Instance { get; } = new();
}

/// <summary>A condition whose outcome is known.</summary>
internal sealed class Flag(bool holds) : Value
{
    public bool Holds { get; } = holds;
}

/// <summary>A number known while compiling.</summary>
internal sealed class Number(long value) : Value
{
    public long Value { get; } = value;
}

/// <summary>A type that is spoken of as a value.</summary>
internal sealed class TypeValue(ITypeSymbol type) : Value
{
    public ITypeSymbol Type { get; } = type;
}

/// <summary>An object that whoever holds it may change. What is known of it is a value; which object it is, or may be, is told by its ids.</summary>
internal abstract class Changeable(ImmutableArray<object> ids) : Value
{
    public ImmutableArray<object> Ids { get; } = ids.IsDefault ? [new object()] : ids;
}

/// <summary>An array or list whose elements are known; an unknown element is null.</summary>
internal sealed class Items(ImmutableArray<Value?> elements, bool isLiteral = true, bool isExact = true, ImmutableArray<object> ids = default) : Changeable(ids)
{
    private const int MaximumAdded = 1024;

    /// <summary>False after branches or loops that add different elements.</summary>
    public bool IsExact { get; } = isExact;

    public ImmutableArray<Value?> Elements { get; } = elements;

    /// <summary>Whether the program spells the elements out.</summary>
    public bool IsLiteral { get; } = isLiteral;

    /// <summary>The same list with other elements; null when it has grown too long to be followed.</summary>
    public Items? With(ImmutableArray<Value?> others, bool isExact) =>
        others.Length > MaximumAdded ? null : new(others, IsLiteral, IsExact && isExact, Ids);

    /// <summary>The same list with one more element.</summary>
    public Items? With(Value? element) => With(Elements.Add(element), isExact: true);

    /// <summary>Another list of the same elements.</summary>
    public Items Copy() => new(Elements, IsLiteral, IsExact);
}

/// <summary>An object with named members: an options class, a tuple.</summary>
internal sealed class Members(ImmutableDictionary<string, Value> values, SyntaxNode syntax, ITypeSymbol? type, ImmutableArray<object> ids = default) : Changeable(ids)
{
    /// <summary>The members that were set, those that are <see cref="Unknown"/> among them.</summary>
    public ImmutableDictionary<string, Value> Values { get; } = values;
    public SyntaxNode Syntax { get; } = syntax;
    public ITypeSymbol? Type { get; } = type;

    /// <summary>What is known of a member that was set.</summary>
    public Value? this[string name] => Values.TryGetValue(name, out Value? value) && value is not Unknown ? value : null;

    public Members With(string name, Value? value) => new(Values.SetItem(name, value ?? Unknown.Instance), Syntax, Type, Ids);
}

/// <summary>A lambda, a local function, or a method that is not called but passed on.</summary>
internal sealed class Function(IMethodSymbol symbol, IOperation body) : Value
{
    public IMethodSymbol Symbol { get; } = symbol;
    public IOperation Body { get; } = body;
    public bool IsLambda => Symbol.MethodKind == MethodKind.AnonymousFunction;

    /// <summary>What the variables that a lambda captured held when the method that made it returned.</summary>
    public ImmutableArray<(ISymbol Variable, Value Value)> Captured { get; init; } = [];
}

/// <summary>One of several values: the branches of a condition.</summary>
internal sealed class Choice(ImmutableArray<Value> values) : Value
{
    public ImmutableArray<Value> Values { get; } = values;
}
