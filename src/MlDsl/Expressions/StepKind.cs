using MlDsl.Plans;

namespace MlDsl.Expressions;

/// <summary>What a step's value is, beside that it may be missing. Times are <see cref="Long"/> ticks of their clock, durations ticks, members of enums and identifiers texts.</summary>
internal enum StepKind
{
    Flag,
    SByte,
    Byte,
    Short,
    UShort,
    Char,
    Int,
    UInt,
    Long,
    ULong,
    Half,
    Float,
    Double,
    Decimal,
    Text,
}

/// <summary>What the kinds are called, and which are alike.</summary>
internal static class StepKinds
{
    private static readonly string[] Names = ["bool", "sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong", "Half", "float", "double", "decimal", "string"];

    /// <summary>The kind's name in steps, which is that of C#.</summary>
    public static string Name(this StepKind kind) => Names[(int)kind];

    /// <summary>The kind of that name; null where there is none.</summary>
    public static StepKind? Of(string name) => Array.IndexOf(Names, name) is >= 0 and int index ? (StepKind)index : null;

    /// <summary>The kind of a column's values; null where no step has them.</summary>
    public static StepKind? Of(DeclaredType type) => type.Name switch
    {
        "System.Half" => StepKind.Half,
        "System.TimeSpan" => StepKind.Long,
        _ when type.IsTime => StepKind.Long,
        _ when type.Name.AsSpan().ContainsAny('[', '<') => null,
        _ => Of(type.Name) ?? StepKind.Text,
    };

    public static bool IsFloating(this StepKind kind) => kind is StepKind.Float or StepKind.Double;

    public static bool IsInteger(this StepKind kind) => kind is >= StepKind.SByte and <= StepKind.ULong;

    /// <summary>Whether C# adds and multiplies such numbers; narrower ones become <see cref="StepKind.Int"/> before.</summary>
    public static bool IsArithmetic(this StepKind kind) => kind is >= StepKind.Int and <= StepKind.ULong || kind.IsFloating();
}
