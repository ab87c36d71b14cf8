using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>A window along one dimension.</summary>
/// <param name="Input">The elements that it moves over.</param>
/// <param name="Kernel">Its own elements.</param>
/// <param name="Stride">How far it moves.</param>
/// <param name="Dilation">How far its elements are apart.</param>
/// <param name="Before">What is added before the first element.</param>
/// <param name="After">What is added behind the last one.</param>
/// <param name="Output">How often it is put down.</param>
internal readonly record struct WindowAxis(int Input, int Kernel, int Stride, int Dilation, int Before, int After, int Output)
{
    /// <summary>A dimension that is not there.</summary>
    public static WindowAxis None => new(1, 1, 1, 1, 0, 0, 1);

    /// <summary>Whether all windows lie inside.</summary>
    public bool IsInside => Begin(0) >= 0 && Begin(Output - 1) + ((Kernel - 1) * Dilation) < Input;

    /// <summary>Where a window begins; negative in the pad before the first element.</summary>
    public int Begin(int output) => (output * Stride) - Before;

    /// <summary>Which elements of a window that begins there lie inside, from the first to the one behind the last.</summary>
    public (int First, int End) Inside(int begin)
    {
        // Most windows lie inside, and divisions are slow.
        if (begin >= 0 && begin + ((Kernel - 1) * Dilation) < Input) return (0, Kernel);
        return (begin >= 0 ? 0 : (Dilation - 1 - begin) / Dilation, Math.Min(Kernel, Math.Max(0, Input - begin + Dilation - 1) / Dilation));
    }

    /// <summary>How many elements of a window that begins there lie inside or in the pads.</summary>
    public int Covered(int begin) => begin + ((Kernel - 1) * Dilation) < Input + After ? Kernel : Math.Min(Kernel, (Input + After - begin + Dilation - 1) / Dilation);

    /// <summary>For which windows an element of theirs lies inside, from the first to the one behind the last.</summary>
    public (int First, int End) Covering(int element)
    {
        int offset = (element * Dilation) - Before;
        int first = offset >= 0 ? 0 : Math.Min(Output, (Stride - 1 - offset) / Stride), end = offset >= Input ? 0 : Math.Min(Output, (Input - offset + Stride - 1) / Stride);
        return (first, Math.Max(first, end));
    }
}

/// <summary>A window over up to three dimensions: depth, height and width. Those that are not there have one element.</summary>
[InlineArray(3)]
internal struct Windows
{
    private WindowAxis first;

    public Windows()
    {
        foreach (ref WindowAxis axis in (Span<WindowAxis>)this) axis = WindowAxis.None;
    }

    public readonly WindowAxis Depth => this[0];

    public readonly WindowAxis Height => this[1];

    public readonly WindowAxis Width => this[2];

    /// <summary>The elements that the window moves over, per channel.</summary>
    public readonly int Inputs => Depth.Input * Height.Input * Width.Input;

    /// <summary>The elements of the window, per channel.</summary>
    public readonly int Kernel => Depth.Kernel * Height.Kernel * Width.Kernel;

    /// <summary>How often it is put down.</summary>
    public readonly int Outputs => Depth.Output * Height.Output * Width.Output;

    /// <summary>Whether every window is one element, and each element one window.</summary>
    public readonly bool IsPointwise
    {
        get
        {
            foreach (WindowAxis axis in (ReadOnlySpan<WindowAxis>)this)
                if (axis.Kernel != 1 || axis.Stride != 1 || axis.Before != 0 || axis.After != 0) return false;
            return true;
        }
    }

    /// <summary>Gives a value the shape [rows, channels, …].</summary>
    /// <param name="value">The value.</param>
    /// <param name="rows">The first dimension.</param>
    /// <param name="channels">The second dimension.</param>
    /// <param name="rank">The number of all dimensions.</param>
    /// <param name="ofInputs">Whether the others are what the window moves over; else there is an element per window.</param>
    public readonly void Resize(Tensor value, long rows, long channels, int rank, bool ofInputs)
    {
        Span<long> sizes = stackalloc long[rank];
        (sizes[0], sizes[1]) = (rows, channels);
        for (int d = 2; d < rank; d++) sizes[d] = ofInputs ? this[d + 3 - rank].Input : this[d + 3 - rank].Output;
        value.Resize(sizes);
    }
}
