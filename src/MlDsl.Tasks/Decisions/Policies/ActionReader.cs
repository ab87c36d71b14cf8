using System.Numerics;
using System.Runtime.CompilerServices;
using MlDsl.Columns;

namespace MlDsl.Tasks.Decisions;

/// <summary>An input whose columns of one enumeration hold a member of it, and whose other columns hold nothing: what generated code takes the action from.</summary>
/// <param name="action">The member.</param>
/// <param name="found">The columns of the enumeration, as they are asked for.</param>
internal readonly struct ActionReader<TAction>(TAction action, List<int> found) : IColumnReader where TAction : struct, Enum
{
    public string Text(int column) => "";

    public string? TextOrNull(int column) => null;

    public bool Flag(int column) => false;

    public bool? FlagOrNull(int column) => null;

    public T Number<T>(int column) where T : struct, INumberBase<T> => T.Zero;

    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T> => null;

    public T Enumeration<T>(int column) where T : struct, Enum
    {
        if (typeof(T) != typeof(TAction)) return default;
        found.Add(column);
        TAction member = action;
        return Unsafe.As<TAction, T>(ref member);
    }

    public T? EnumerationOrNull<T>(int column) where T : struct, Enum => null;

    public char Character(int column) => default;

    public char? CharacterOrNull(int column) => null;

    public Guid Guid(int column) => default;

    public Guid? GuidOrNull(int column) => null;

    public DateTime DateTime(int column) => default;

    public DateTime? DateTimeOrNull(int column) => null;

    public DateTimeOffset DateTimeOffset(int column) => default;

    public DateTimeOffset? DateTimeOffsetOrNull(int column) => null;

    public DateOnly DateOnly(int column) => default;

    public DateOnly? DateOnlyOrNull(int column) => null;

    public TimeOnly TimeOnly(int column) => default;

    public TimeOnly? TimeOnlyOrNull(int column) => null;

    public TimeSpan TimeSpan(int column) => default;

    public TimeSpan? TimeSpanOrNull(int column) => null;

    public T[] Vector<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> => [];

    public T[]? VectorOrNull<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> => null;

    public T?[] SparseVector<T>(int column) where T : struct, INumberBase<T> => [];

    public T?[]? SparseVectorOrNull<T>(int column) where T : struct, INumberBase<T> => null;
}
