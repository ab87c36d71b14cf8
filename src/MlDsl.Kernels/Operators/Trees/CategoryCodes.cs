using System.Collections.Frozen;
using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>From the values of a categorical feature to the codes that a tree library gave them; NaN for a missing value.</summary>
/// <typeparam name="T">string, long, double or bool.</typeparam>
/// <typeparam name="TCode">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CategoryCodes<T, TCode> : Operator
    where T : notnull
    where TCode : unmanaged, IBinaryFloatingPointIeee754<TCode>
{
    private const int Shown = 5;

    private readonly FrozenDictionary<T, TCode> codes;
    private readonly string column;
    private readonly string known;
    private readonly bool refusesUnseen;

    /// <param name="values">The values in the order of their codes.</param>
    /// <param name="column">The feature, for messages.</param>
    /// <param name="refusesUnseen">1 where another value is an error; it is missing otherwise.</param>
    public CategoryCodes(Tensor<T> values, string column = "", long refusesUnseen = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        T[] list = values.Values.ToArray();
        codes = list.Select(static (value, code) => KeyValuePair.Create(value, TCode.CreateTruncating(code))).ToFrozenDictionary();
        (this.column, this.refusesUnseen) = (column, refusesUnseen != 0);
        known = string.Join(", ", list.Take(Shown).Select(static value => FormattableString.Invariant($"'{value}'"))) + (list.Length > Shown ? $" and {list.Length - Shown} more" : "");
    }

    /// <summary>Looks every value up.</summary>
    /// <exception cref="OperatorException">A value is none of the categories, and the library refuses such.</exception>
    public void Run(Tensor<T> values, [Result] Tensor<TCode> result)
    {
        result.ResizeLike(values);
        ReadOnlySpan<T> from = values.Values;
        Span<TCode> into = result.Values;
        for (int i = 0; i < from.Length; i++)
        {
            if (codes.TryGetValue(from[i], out TCode code)) into[i] = code;
            else if (!refusesUnseen || IsMissing(from[i])) into[i] = TCode.NaN;
            else throw Unseen(from[i]);
        }
    }

    private static bool IsMissing(T value) => value switch
    {
        string text => text == CategoryTable.MissingText,
        long whole => whole == CategoryTable.MissingWhole,
        double number => double.IsNaN(number),
        _ => false,
    };

    private OperatorException Unseen(T value) =>
        Error(FormattableString.Invariant($"'{value}' is none of the categories of '{column}' that the model was trained with, which are {known}; give one of them, or a missing value"));
}
