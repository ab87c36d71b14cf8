using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ML.NET's conversion of numbers to texts: seven digits of single precision, seventeen of double precision, <c>True</c> and <c>False</c>. The sign of
/// whole numbers is the current culture's, as it is in ML.NET. Each text is a new one.
/// </summary>
/// <typeparam name="T">A number or bool.</typeparam>
[Operator("TextOfNumber", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextOfNumber<T> : Operator
    where T : unmanaged
{
    /// <summary>Writes.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">As many texts.</param>
    public void Run(Tensor<T> x, [Result] Tensor<string> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = Of(x.Values[i]);
    }

    private string Of(T value) => value switch
    {
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        bool truth => truth ? bool.TrueString : bool.FalseString,
        IFormattable whole => whole.ToString(null, CultureInfo.CurrentCulture),
        _ => throw Error($"{typeof(T).Name} is not converted to a text"),
    };
}
