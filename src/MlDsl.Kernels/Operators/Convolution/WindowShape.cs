namespace MlDsl.Kernels.Operators;

/// <summary>What the attributes of convolutions and pools say about the window that moves over the last dimensions, one to three of them.</summary>
internal sealed class WindowShape
{
    private const int MaxAxes = 3;

    private readonly Operator node;
    private readonly string autoPad;
    private readonly long[]? kernel, strides, dilations, pads;
    private readonly bool keepsSize, roundsUp, isPool;

    /// <param name="node">Whose attributes they are.</param>
    /// <param name="autoPad">NOTSET: <paramref name="pads"/> say it; VALID: none; SAME_UPPER and SAME_LOWER: as much as keeps the size, divided by the stride.</param>
    /// <param name="kernel">The sizes of the window, where an attribute gives them.</param>
    /// <param name="strides">How far it moves; 1 where absent.</param>
    /// <param name="dilations">How far its elements are apart; 1 where absent.</param>
    /// <param name="pads">What is added before each dimension, then behind each; 0 where absent.</param>
    /// <param name="roundsUp">Whether a last window that hangs over the end counts.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public WindowShape(Operator node, string autoPad, long[]? kernel, long[]? strides, long[]? dilations, long[]? pads, bool roundsUp)
    {
        (this.node, this.autoPad, this.roundsUp) = (node, autoPad, roundsUp);
        if (autoPad is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER")) throw node.Problem($"'auto_pad' is '{autoPad}'; NOTSET, VALID, SAME_UPPER or SAME_LOWER is expected");
        keepsSize = autoPad.StartsWith("SAME", StringComparison.Ordinal);
        this.kernel = Checked("kernel_shape", kernel, 1);
        this.strides = Checked("strides", strides, 1);
        this.dilations = Checked("dilations", dilations, 1);
        this.pads = Checked("pads", pads, 0);
    }

    private WindowShape(Operator node, string autoPad, long[] kernel, long[]? strides, long[]? dilations, long[]? pads, bool roundsUp, bool isPool)
        : this(node, autoPad, kernel, strides, dilations, pads, roundsUp)
    {
        this.isPool = isPool;
        if (this.kernel is null) throw node.Problem("'kernel_shape' is empty");
        for (int i = 0; i < (this.pads?.Length ?? 0); i++)
            if (this.pads![i] >= kernel[i % kernel.Length]) throw node.Problem($"'pads' has {this.pads[i]} for a window of {kernel[i % kernel.Length]}, which could lie in the pad alone");
    }

    /// <summary>The window of a pool: it is never wholly in a pad, and the pads that keep the size do not know of dilations.</summary>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public static WindowShape OfPool(Operator node, string autoPad, long[] kernel, long[]? strides, long[]? dilations, long[]? pads, bool roundsUp) =>
        new(node, autoPad, kernel, strides, dilations, pads, roundsUp, isPool: true);

    /// <summary>The sizes of the window as the attribute gives them; empty where it does not.</summary>
    public ReadOnlySpan<long> Kernel => kernel;

    /// <summary>The windows of a convolution or pool.</summary>
    /// <param name="sizes">The sizes of the input's last dimensions.</param>
    /// <param name="window">The sizes of the window.</param>
    /// <exception cref="OperatorException">Numbers of dimensions differ, or no window fits.</exception>
    public Windows Over(ReadOnlySpan<long> sizes, ReadOnlySpan<long> window)
    {
        Check(sizes, window);
        var windows = new Windows();
        for (int d = 0; d < sizes.Length; d++)
        {
            int stride = At(strides, d, 1), reach = Reach(window, d), size = (int)sizes[d], before = 0, after = 0;
            long output = (size + (long)stride - 1) / stride;

            // Where a stride is longer than the window, a pool's pads are negative: its first window begins behind the first element.
            if (keepsSize) (before, after) = Shared(isPool ? ((output - 1) * stride) + window[d] - size : Math.Max(0, ((output - 1) * stride) + reach - size));
            else if (autoPad == "NOTSET") (before, after) = (At(pads, d, 0), At(pads, d + sizes.Length, 0));
            if (!keepsSize || isPool)
            {
                long room = (long)size + before + after - reach;

                // Divisions cut off: a pool's window that hangs over the end by less than a stride is put down once, as ONNX Runtime does it.
                if (room < 0 && (!isPool || room / stride < -1)) throw node.Problem($"a window that reaches over {reach} elements does not fit into {size} with pads of {before} and {after}");
                output = (roundsUp && room > 0 ? (room + stride - 1) / stride : room / stride) + 1;

                // A window must not begin behind the last element.
                if (roundsUp && (output - 1) * stride >= (long)size + before) output--;
            }
            windows[d + MaxAxes - sizes.Length] = new WindowAxis(size, (int)window[d], stride, At(dilations, d, 1), before, after, (int)output);
        }
        return windows;
    }

    /// <summary>The windows of a transposed convolution: its result is what they move over, and its input has one element per window.</summary>
    /// <param name="sizes">The sizes of the input's last dimensions.</param>
    /// <param name="window">The sizes of the window.</param>
    /// <param name="extra">What is added to the sizes of the result behind their end.</param>
    /// <param name="wanted">The sizes of the result where they are given; then they decide on the pads.</param>
    /// <exception cref="OperatorException">Numbers of dimensions differ, or nothing is left of the result.</exception>
    public Windows Onto(ReadOnlySpan<long> sizes, ReadOnlySpan<long> window, long[]? extra, long[]? wanted)
    {
        Check(sizes, window);
        var windows = new Windows();
        for (int d = 0; d < sizes.Length; d++)
        {
            int stride = At(strides, d, 1), before = At(pads, d, 0), after = At(pads, d + sizes.Length, 0);
            long full = ((sizes[d] - 1) * stride) + At(extra, d, 0) + Reach(window, d), result = full - before - after;
            if (wanted is not null) result = wanted[d + wanted.Length - sizes.Length];
            else if (keepsSize) result = Math.Min(full, sizes[d] * stride);
            else if (autoPad == "VALID") result = full;
            if (wanted is not null || autoPad != "NOTSET") (before, after) = Shared(Math.Max(0, full - result));
            if (result < 1 || result > int.MaxValue) throw node.Problem($"the result would have a size of {result}");
            windows[d + MaxAxes - sizes.Length] = new WindowAxis((int)result, (int)window[d], stride, At(dilations, d, 1), before, after, (int)sizes[d]);
        }
        return windows;
    }

    private (int Before, int After) Shared(long total)
    {
        int before = (int)((autoPad == "SAME_UPPER" ? total : total + 1) / 2);
        return (before, (int)total - before);
    }

    private int Reach(ReadOnlySpan<long> window, int d) => (int)Math.Min(int.MaxValue / 4, ((window[d] - 1) * At(dilations, d, 1)) + 1);

    private void Check(ReadOnlySpan<long> sizes, ReadOnlySpan<long> window)
    {
        int count = sizes.Length;
        if (count is < 1 or > MaxAxes) throw node.Problem($"the input has {count} dimensions besides rows and channels; 1 to {MaxAxes} can be calculated");
        if (window.Length != count || (kernel is not null && !window.SequenceEqual(kernel))) throw node.Problem($"the window has the shape {ShapeText.Of(window)}, 'kernel_shape' says {ShapeText.Of(kernel ?? window)} and the input has {count} dimensions besides rows and channels");
        if (Differs(strides, count) || Differs(dilations, count) || Differs(pads, 2 * count)) throw node.Problem($"it has {strides?.Length ?? count} strides, {dilations?.Length ?? count} dilations and {pads?.Length ?? (2 * count)} pads for {count} dimensions");
    }

    private static bool Differs(long[]? numbers, int count) => numbers is not null && numbers.Length != count;

    private static int At(long[]? numbers, int d, int otherwise) => numbers is null ? otherwise : (int)numbers[d];

    private long[]? Checked(string name, long[]? numbers, long least)
    {
        if (numbers is null or []) return null;
        foreach (long number in numbers)
            if (number < least || number > int.MaxValue / 4) throw node.Problem($"'{name}' has {number}; at least {least} is expected");
        return numbers;
    }
}
