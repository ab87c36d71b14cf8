using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>C# types of values as ML.NET's.</summary>
internal static class ElementTypes
{
    /// <summary>ML.NET's type of the same values; null where it has none.</summary>
    public static PrimitiveDataViewType? Of<T>() => default(T) switch
    {
        float => NumberDataViewType.Single,
        double => NumberDataViewType.Double,
        bool => BooleanDataViewType.Instance,
        sbyte => NumberDataViewType.SByte,
        byte => NumberDataViewType.Byte,
        short => NumberDataViewType.Int16,
        ushort => NumberDataViewType.UInt16,
        int => NumberDataViewType.Int32,
        uint => NumberDataViewType.UInt32,
        long => NumberDataViewType.Int64,
        ulong => NumberDataViewType.UInt64,
        DateTime => DateTimeDataViewType.Instance,
        DateTimeOffset => DateTimeOffsetDataViewType.Instance,
        TimeSpan => TimeSpanDataViewType.Instance,
        _ => null,
    };

    /// <summary>Whether a float holds every value of the type.</summary>
    public static bool FitsSingle<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(Half)
        || typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort);

    /// <summary>Whether it is a number of which a double holds every value, or the nearest.</summary>
    public static bool FitsDouble<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(decimal)
        || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong);
}

/// <summary>Characters as texts, each made once.</summary>
internal static class CharacterTexts
{
    private static readonly string?[] Made = new string?[char.MaxValue + 1];

    public static string Of(char value) => Made[value] ??= value.ToString();
}
