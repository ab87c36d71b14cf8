using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

internal enum ValueKind
{
    Text,
    Flag,
    Integer,
    Floating,
    Enumeration,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Character,
    Guid,
    Vector,
}

/// <summary>The type of a column's values.</summary>
/// <param name="Name">As C#, without <c>?</c>.</param>
/// <param name="Kind">What sort of value it is.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Members">The members of an enum with distinct values, in the order of declaration.</param>
internal sealed record ColumnType(string Name, ValueKind Kind, bool IsNullable, EquatableArray<string> Members)
{
    /// <summary>What holds the numbers of a vector; null for a single value.</summary>
    public VectorType? Vector { get; init; }

    /// <summary>Of an enum, the members in the order of their values.</summary>
    public EquatableArray<string> ByValue { get; init; }

    /// <summary>The number of a vector's elements; 0 for a single value and where it is not said.</summary>
    public int Length { get; init; }

    /// <summary>Whether C# takes null by the annotation alone.</summary>
    public bool IsReference => Kind == ValueKind.Text || Vector is { IsReference: true };

    public string FullName => IsNullable ? Name + "?" : Name;

    /// <summary>The name without <c>global::</c>, as schemas and messages show it.</summary>
    public string DisplayName => FullName.Replace("global::", "");

    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Floating;

    /// <summary>Whether a value can name one of several classes.</summary>
    public bool IsClass => Kind is ValueKind.Text or ValueKind.Enumeration or ValueKind.Integer;

    /// <summary>Whether values can number the steps of an event time.</summary>
    public bool CountsSteps => Kind == ValueKind.Integer && Name is "int" or "long";

    public bool IsTime => Kind is ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly;

    /// <summary>Whether C# takes this vector where the vector <paramref name="other"/> is wanted.</summary>
    public bool FitsInto(ColumnType other) => Vector is { } vector && other.Vector is { } wanted && vector.FitsInto(wanted);

    /// <summary>The value type of <paramref name="type"/>, or null when a column cannot have it.</summary>
    public static ColumnType? Of(ITypeSymbol type)
    {
        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        VectorType? vector = VectorType.Of(value);
        ValueKind? kind = vector is null ? KindOf(value) : ValueKind.Vector;
        if (kind is null) return null;
        List<IFieldSymbol> members = kind == ValueKind.Enumeration
            ? value.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue && !Provoked.IsForbidden(f))
                .GroupBy(static f => f.ConstantValue).Select(static same => same.First()).ToList()
            : [];
        return new ColumnType(value.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), kind.Value, isNullable, members.Select(static m => m.Name).ToEquatable())
        {
            Vector = vector,
            ByValue = members.OrderBy(static m => m.ConstantValue).Select(static m => m.Name).ToEquatable(),
        };
    }

    /// <summary>The vector whose missing elements are NaN, where an element can be.</summary>
    public ColumnType WithNaN() => Vector is { HasNaN: true, Element.IsNullable: false } vector ? this with { Vector = vector with { TakesNaN = true } } : this;

    /// <summary><paramref name="text"/> as a literal of this integer type; null when it is none.</summary>
    public string? IntegerLiteral(string text)
    {
        // A decimal holds every integer type.
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value)) return null;
        (decimal least, decimal most) = Name switch
        {
            "sbyte" => (sbyte.MinValue, sbyte.MaxValue),
            "byte" => (byte.MinValue, byte.MaxValue),
            "short" => (short.MinValue, short.MaxValue),
            "ushort" => (ushort.MinValue, ushort.MaxValue),
            "int" => (int.MinValue, int.MaxValue),
            "uint" => (uint.MinValue, uint.MaxValue),
            "long" => (long.MinValue, long.MaxValue),
            _ => ((decimal)ulong.MinValue, (decimal)ulong.MaxValue),
        };
        return value >= least && value <= most ? value.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static ValueKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.Text,
        SpecialType.System_Boolean => ValueKind.Flag,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => ValueKind.Integer,
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => ValueKind.Floating,
        SpecialType.System_DateTime => ValueKind.DateTime,
        SpecialType.System_Char => ValueKind.Character,
        _ when type.TypeKind == TypeKind.Enum => ValueKind.Enumeration,
        _ => type.ToDisplayString() switch
        {
            "System.DateTimeOffset" => ValueKind.DateTimeOffset,
            "System.DateOnly" => ValueKind.DateOnly,
            "System.TimeOnly" => ValueKind.TimeOnly,
            "System.TimeSpan" => ValueKind.TimeSpan,
            "System.Guid" => ValueKind.Guid,
            "System.Half" => ValueKind.Floating,
            _ => null,
        },
    };

    /// <summary>The call that reads column <paramref name="index"/> from a record.</summary>
    public string ReadCall(int index)
    {
        string suffix = IsNullable ? "OrNull" : "";
        return Kind switch
        {
            ValueKind.Text => $"fields.Text{suffix}({index})",
            ValueKind.Flag => $"fields.Flag{suffix}({index})",
            ValueKind.Enumeration => $"fields.Enumeration{suffix}<{Name}>({index})",
            ValueKind.Integer or ValueKind.Floating => $"fields.Number{suffix}<{Name}>({index})",
            ValueKind.Vector => Vector!.ReadCall(index, IsNullable),
            _ => $"fields.{Kind}{suffix}({index})",
        };
    }

    /// <summary>A statement that feeds <paramref name="value"/> to a row hash; <paramref name="index"/> keeps its local apart.</summary>
    public string HashLine(string value, int index)
    {
        if (!IsNullable || Kind is ValueKind.Text or ValueKind.Vector) return $"hash.Add({HashArgument(value)});";
        string present = $"present{index}";
        return $"if ({value} is {{ }} {present}) hash.Add({HashArgument(present)}); else hash.AddMissing();";
    }

    private string HashArgument(string value) => Kind switch
    {
        ValueKind.Integer or ValueKind.Enumeration or ValueKind.Character => $"unchecked((long){value})",
        ValueKind.Floating => $"(double){value}",
        ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly or ValueKind.TimeSpan => TicksOf(value),
        ValueKind.Vector => VectorColumn.ElementsOf(value),
        _ => value,
    };

    /// <summary><paramref name="value"/>, refused when it is null against its declaration, a local time or a vector of another length.</summary>
    public string Present(string value, string member) => Kind switch
    {
        ValueKind.Text when !IsNullable => $"{Names.Columns}.Present.Text({value}, {Literals.Text(member)})",
        ValueKind.DateTime => $"{Names.Columns}.Present.Time({value}, {Literals.Text(member)})",
        ValueKind.Vector => $"{Names.Columns}.Present.Vector{(IsNullable ? "OrNull" : "")}({value}, {VectorColumn.ElementsOf(value)}, {Length}, {Literals.Text(member)})",
        _ => value,
    };

    /// <summary>
    /// The name of an enum's member: <c>color switch { Color.Red => "Red", …, var other => other.ToString() }</c>. Those of defined
    /// members cost no allocation.
    /// </summary>
    public string EnumName(string value)
    {
        string arms = string.Join(", ", Members.Select(member => $"{Name}.{Literals.Identifier(member)} => {Literals.Text(member)}"));
        if (arms.Length > 0) arms += ", ";
        return IsNullable
            ? $"{value} switch {{ {arms}null => null, {{ }} other => other.ToString() }}"
            : $"{value} switch {{ {arms}var other => other.ToString() }}";
    }

    /// <summary>The ticks of a point in time.</summary>
    public string TicksOf(string value) => Kind switch
    {
        ValueKind.DateOnly => $"{value}.DayNumber * global::System.TimeSpan.TicksPerDay",
        ValueKind.DateTimeOffset => $"{value}.UtcTicks",
        _ => $"{value}.Ticks",
    };
}
