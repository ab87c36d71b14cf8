using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>The value of an input in the row that a cursor stands on. What a column does not hold was refused when it was bound.</summary>
/// <param name="name">The input's property.</param>
internal abstract class InputColumn(string name)
{
    /// <summary>The input's property.</summary>
    protected string Name => name;

    /// <summary>A text; null for a key that is missing.</summary>
    public virtual string? Text() => throw NotHeld();

    /// <summary>A flag; null where it is missing.</summary>
    public virtual bool? Flag() => throw NotHeld();

    /// <summary>A number; null for NaN.</summary>
    /// <exception cref="InvalidValueException">The type does not hold it.</exception>
    public virtual T? Number<T>() where T : struct, INumberBase<T> => throw NotHeld();

    /// <summary>A time.</summary>
    public virtual DateTime Time() => throw NotHeld();

    /// <summary>A time with its offset from UTC.</summary>
    public virtual DateTimeOffset OffsetTime() => throw NotHeld();

    /// <summary>A duration.</summary>
    public virtual TimeSpan Duration() => throw NotHeld();

    /// <summary>The elements of a vector; null for NaN.</summary>
    /// <exception cref="InvalidValueException">The type does not hold one of them.</exception>
    public virtual T?[] Vector<T>() where T : struct, INumberBase<T> => throw NotHeld();

    /// <summary>The exception of a value that is missing and may not be.</summary>
    public InvalidValueException Missing() => new(name, $"'{name}' of the row is missing, and the property may not be; give a value, or declare the property nullable");

    /// <summary>The exception of a value that the property does not hold.</summary>
    public InvalidValueException Wrong(string found, string wanted) => new(name, $"'{name}' of the row is {found}, and the property holds {wanted}; correct the row, or declare the property otherwise");

    private protected T? Converted<TSource, T>(TSource value) where TSource : struct, INumberBase<TSource> where T : struct, INumberBase<T>
    {
        if (TSource.IsNaN(value)) return null;
        if (value is T same) return same;
        bool isReal = IsReal<T>(), isOfReal = IsReal<TSource>();
        try
        {
            T converted = T.CreateChecked(value);
            // Real numbers are rounded as C# rounds them. Whole ones are held or not, and those of a size that a real number rounds are not told apart in it.
            bool isTold = isReal ? isOfReal || TSource.CreateChecked(converted) == value : TSource.CreateChecked(converted) == value && !(isOfReal && Math.Abs(double.CreateSaturating(value)) >= Rounded<TSource>());
            if (isTold) return converted;
        }
        catch (OverflowException)
        {
            // Said below.
        }
        throw Wrong(FormattableString.Invariant($"{value}"), $"a {typeof(T).Name}, which a column of {typeof(TSource).Name} does not tell exactly");
    }

    private static bool IsReal<T>() where T : struct, INumberBase<T> => !T.IsInteger(T.CreateSaturating(0.5));

    // From which size on neighbours of whole numbers are one.
    private static double Rounded<TSource>() => typeof(TSource) == typeof(float) ? 1L << 24 : 1L << 53;

    private InvalidOperationException NotHeld() => new($"'{name}' is read as a type that its column was not bound to");
}

/// <summary>A column of numbers.</summary>
internal sealed class NumberInput<TSource>(string name, ValueGetter<TSource> getter) : InputColumn(name) where TSource : struct, INumberBase<TSource>
{
    private TSource value;

    public override T? Number<T>()
    {
        getter(ref value);
        return Converted<TSource, T>(value);
    }

    public override bool? Flag()
    {
        getter(ref value);
        return TSource.IsNaN(value) ? null : TSource.IsZero(value) ? false : value == TSource.One ? true : throw Wrong(FormattableString.Invariant($"{value}"), "flags, 0 or 1");
    }
}

/// <summary>A column of vectors of numbers.</summary>
internal sealed class VectorInput<TSource>(string name, ValueGetter<VBuffer<TSource>> getter, int length) : InputColumn(name) where TSource : struct, INumberBase<TSource>
{
    private VBuffer<TSource> value;

    public override T?[] Vector<T>()
    {
        getter(ref value);
        VectorLength.Check(Name, value.Length, length);
        var elements = new T?[length];
        if (!value.IsDense) Array.Fill(elements, T.Zero);
        foreach (KeyValuePair<int, TSource> item in value.Items()) elements[item.Key] = Converted<TSource, T>(item.Value);
        return elements;
    }
}

/// <summary>A column of flags.</summary>
internal sealed class FlagInput(string name, ValueGetter<bool> getter) : InputColumn(name)
{
    private bool value;

    public override bool? Flag()
    {
        getter(ref value);
        return value;
    }
}

/// <summary>A column of texts.</summary>
internal sealed class TextInput(string name, ValueGetter<ReadOnlyMemory<char>> getter) : InputColumn(name)
{
    private ReadOnlyMemory<char> value;

    public override string Text()
    {
        getter(ref value);
        return value.ToString();
    }
}

/// <summary>A column of keys with names.</summary>
internal sealed class KeyInput<TSource>(string name, ValueGetter<TSource> getter, string[] names) : InputColumn(name) where TSource : struct, IBinaryInteger<TSource>
{
    private TSource value;

    public override string? Text()
    {
        getter(ref value);
        if (TSource.IsZero(value)) return null;
        return ulong.CreateChecked(value) <= (ulong)names.Length ? names[int.CreateChecked(value) - 1] : throw Wrong(FormattableString.Invariant($"the key {value}"), FormattableString.Invariant($"one of the {names.Length} that the column names"));
    }
}

/// <summary>A column of times.</summary>
internal sealed class TimeInput(string name, ValueGetter<DateTime> getter) : InputColumn(name)
{
    private DateTime value;

    public override DateTime Time()
    {
        getter(ref value);
        return value;
    }
}

/// <summary>A column of times with their offsets.</summary>
internal sealed class OffsetTimeInput(string name, ValueGetter<DateTimeOffset> getter) : InputColumn(name)
{
    private DateTimeOffset value;

    public override DateTimeOffset OffsetTime()
    {
        getter(ref value);
        return value;
    }
}

/// <summary>A column of durations.</summary>
internal sealed class DurationInput(string name, ValueGetter<TimeSpan> getter) : InputColumn(name)
{
    private TimeSpan value;

    public override TimeSpan Duration()
    {
        getter(ref value);
        return value;
    }
}
