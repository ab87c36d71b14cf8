using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's conversion of texts to numbers and truth values, bit for bit. What is no number is NaN, of unsigned types 0, and of signed ones an error.</summary>
/// <typeparam name="T">A number or bool.</typeparam>
[Operator("NumberOfText", Domain = OperatorAttribute.Own, Ignores = ["to"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NumberOfText<[ElementFrom("to")] T> : Operator
{
    private readonly PowersOfTen? powers = typeof(T) == typeof(float) || typeof(T) == typeof(double) ? PowersOfTen.All : null;

    /// <summary>Reads.</summary>
    /// <param name="x">Texts.</param>
    /// <param name="y">As many numbers.</param>
    /// <exception cref="OperatorException">A text is no signed whole number of the type.</exception>
    public void Run(Tensor<string> x, [Result] Tensor<T> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = Of(x.Values[i]);
    }

    // The branches are of the type, and the compiler keeps one.
    private T Of(string text)
    {
        if (typeof(T) == typeof(float)) return As(MlNetText.Single(text, powers!));
        if (typeof(T) == typeof(double)) return As(MlNetText.Double(text, powers!));
        if (typeof(T) == typeof(bool)) return As(MlNetText.Truth(text));
        if (typeof(T) == typeof(sbyte)) return As((sbyte)Signed(text, sbyte.MaxValue));
        if (typeof(T) == typeof(short)) return As((short)Signed(text, short.MaxValue));
        if (typeof(T) == typeof(int)) return As((int)Signed(text, int.MaxValue));
        if (typeof(T) == typeof(long)) return As(Signed(text, long.MaxValue));
        if (typeof(T) == typeof(byte)) return As((byte)MlNetText.Unsigned(text, byte.MaxValue));
        if (typeof(T) == typeof(ushort)) return As((ushort)MlNetText.Unsigned(text, ushort.MaxValue));
        if (typeof(T) == typeof(uint)) return As((uint)MlNetText.Unsigned(text, uint.MaxValue));
        if (typeof(T) == typeof(ulong)) return As(MlNetText.Unsigned(text, ulong.MaxValue));
        throw Error($"texts are not converted to {typeof(T).Name}");
    }

    private long Signed(string text, long largest) => MlNetText.Signed(text, largest) ?? throw Error($"the text '{text}' is no {typeof(T).Name}, and ML.NET has no value for it; give digits alone, with a minus where it is negative");

    private static T As<TFrom>(TFrom value) => Unsafe.As<TFrom, T>(ref value);
}
