using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Expressions;

/// <summary>The type of a step: numbers, flags and texts by their C# names. Times and durations are <c>long</c> ticks, members of enums and identifiers texts.</summary>
/// <param name="Name">The name without <c>?</c>.</param>
/// <param name="IsNullable">Whether the value may be missing.</param>
internal readonly record struct StepType(string Name, bool IsNullable)
{
    private static readonly string[] Arithmetic = ["int", "uint", "long", "ulong", "float", "double"];

    private static readonly string[] Small = ["sbyte", "byte", "short", "ushort", "char"];

    /// <summary>Whether C# adds and multiplies such numbers.</summary>
    public bool IsArithmetic => Array.IndexOf(Arithmetic, Name) >= 0;

    public bool IsFloating => Name is "float" or "double";

    /// <summary>Whether the unchecked cast of any number to the type is defined by C#.</summary>
    public bool IsInteger => IsArithmetic && !IsFloating || Array.IndexOf(Small, Name) >= 0;

    /// <summary>The step type of a C# type; null where there is none.</summary>
    public static StepType? Of(ITypeSymbol? type)
    {
        if (type is null) return null;
        ITypeSymbol value = Underlying(type);
        return NameOf(value) is { } name ? new StepType(name, !SymbolEqualityComparer.Default.Equals(value, type)) : null;
    }

    /// <summary>The step type of a column's values; null where no step has them.</summary>
    public static StepType? Of(ColumnType type)
    {
        string? name = type.Kind switch
        {
            ValueKind.Text => "string",
            // What a row by name has of it is its name.
            ValueKind.Enumeration => type.Name == "global::System.DayOfWeek" ? null : "string",
            ValueKind.Flag => "bool",
            ValueKind.Integer => type.Name,
            ValueKind.Floating => type.Name.Replace("global::System.", ""),
            ValueKind.Character => "char",
            ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly or ValueKind.TimeSpan => "long",
            ValueKind.Guid => "string",
            _ => null,
        };
        return name is null ? null : new StepType(name, type.IsNullable);
    }

    /// <summary>Whether operators of ONNX convert to <paramref name="other"/> as C# does.</summary>
    public bool ConvertsInGraphs(string other) => (Name, other) switch
    {
        ("char" or "ulong", _) or (_, "char" or "ulong") => false,
        // A graph has it as a double, which is one rounding more.
        ("decimal", "float") => false,
        _ => true,
    };

    /// <summary>The type without <c>Nullable</c>.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    /// <summary>Whether values are members of an enum, which steps know by name.</summary>
    public static bool IsNamed(ITypeSymbol type) => type.TypeKind == TypeKind.Enum && !IsDayOfWeek(type);

    public static bool IsDayOfWeek(ITypeSymbol type) => type is INamedTypeSymbol named && named.MetadataName() == "System.DayOfWeek";

    private static string? NameOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Char => "char",
        SpecialType.System_String => "string",
        SpecialType.System_DateTime => "long",
        _ when IsDayOfWeek(type) => "int",
        _ when type.TypeKind == TypeKind.Enum => "string",
        _ => (type as INamedTypeSymbol)?.MetadataName() switch
        {
            "System.Half" => "Half",
            "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" or "System.TimeSpan" => "long",
            Identifiers.Type => "string",
            _ => null,
        },
    };
}
