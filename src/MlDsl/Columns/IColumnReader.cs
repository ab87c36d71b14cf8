using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Gives the values of one input column by column, so that generated code can make the input of whatever holds them: the counterpart of
/// <see cref="IColumnVisitor{TRow}"/>. Columns are numbered like <see cref="DatasetSchema.Inputs"/>.
/// </summary>
/// <remarks>What cannot be given is an <see cref="InvalidValueException"/>, whose message names the column.</remarks>
public interface IColumnReader
{
    /// <summary>A text that is there.</summary>
    string Text(int column);

    /// <summary>A text; null where it is missing.</summary>
    string? TextOrNull(int column);

    /// <summary>A flag.</summary>
    bool Flag(int column);

    /// <summary>A flag; null where it is missing.</summary>
    bool? FlagOrNull(int column);

    /// <summary>A number.</summary>
    T Number<T>(int column) where T : struct, INumberBase<T>;

    /// <summary>A number; null where it is missing.</summary>
    T? NumberOrNull<T>(int column) where T : struct, INumberBase<T>;

    /// <summary>A member of an enum.</summary>
    T Enumeration<T>(int column) where T : struct, Enum;

    /// <summary>A member of an enum; null where it is missing.</summary>
    T? EnumerationOrNull<T>(int column) where T : struct, Enum;

    /// <summary>A character.</summary>
    char Character(int column);

    /// <summary>A character; null where it is missing.</summary>
    char? CharacterOrNull(int column);

    /// <summary>An identifier.</summary>
    Guid Guid(int column);

    /// <summary>An identifier; null where it is missing.</summary>
    Guid? GuidOrNull(int column);

    /// <summary>A time.</summary>
    DateTime DateTime(int column);

    /// <summary>A time; null where it is missing.</summary>
    DateTime? DateTimeOrNull(int column);

    /// <summary>A time with its offset from UTC.</summary>
    DateTimeOffset DateTimeOffset(int column);

    /// <summary>A time with its offset from UTC; null where it is missing.</summary>
    DateTimeOffset? DateTimeOffsetOrNull(int column);

    /// <summary>A date.</summary>
    DateOnly DateOnly(int column);

    /// <summary>A date; null where it is missing.</summary>
    DateOnly? DateOnlyOrNull(int column);

    /// <summary>The hour of a clock.</summary>
    TimeOnly TimeOnly(int column);

    /// <summary>The hour of a clock; null where it is missing.</summary>
    TimeOnly? TimeOnlyOrNull(int column);

    /// <summary>A duration.</summary>
    TimeSpan TimeSpan(int column);

    /// <summary>A duration; null where it is missing.</summary>
    TimeSpan? TimeSpanOrNull(int column);

    /// <summary>A vector of as many elements as the column has.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether a missing element is NaN; else it is refused.</param>
    T[] Vector<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T>;

    /// <summary>A vector of as many elements as the column has; null where it is missing as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether a missing element is NaN; else it is refused.</param>
    T[]? VectorOrNull<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T>;

    /// <summary>A vector in which a missing element is null.</summary>
    T?[] SparseVector<T>(int column) where T : struct, INumberBase<T>;

    /// <summary>A vector in which a missing element is null; null where it is missing as a whole.</summary>
    T?[]? SparseVectorOrNull<T>(int column) where T : struct, INumberBase<T>;
}
