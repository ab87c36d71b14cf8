namespace MlDsl.Kernels.Operators;

/// <summary>
/// The elements under each window side by side (im2col), so that a convolution becomes a product of matrices: Chellapilla et al.,
/// "High performance convolutional neural networks for document processing" (2006).
/// </summary>
internal static unsafe class Columns
{
    /// <summary>Copies what lies under windows; elements in the pads are zero.</summary>
    /// <param name="x">The channels, one after another.</param>
    /// <param name="windows">The window.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <param name="firstRow">The first row of windows; a row has as many as the width's outputs.</param>
    /// <param name="rows">How many rows of windows.</param>
    /// <param name="into">An element per element of the window, of each channel, and window.</param>
    /// <param name="element">From an element of the window to the next one.</param>
    /// <param name="window">From a window to the next one.</param>
    public static void Gather<T>(T* x, in Windows windows, int channels, int firstRow, int rows, T* into, nint element, nint window)
        where T : unmanaged
    {
        WindowAxis depth = windows.Depth, height = windows.Height, width = windows.Width;
        for (int c = 0; c < channels; c++, x += windows.Inputs)
        {
            for (int d = 0; d < depth.Kernel; d++)
            {
                for (int h = 0; h < height.Kernel; h++)
                {
                    for (int w = 0; w < width.Kernel; w++, into += element)
                    {
                        T* to = into;
                        for (int row = firstRow; row < firstRow + rows; row++, to += width.Output * window)
                        {
                            int z = depth.Begin(row / height.Output) + (d * depth.Dilation), y = height.Begin(row % height.Output) + (h * height.Dilation);
                            bool isInside = (uint)z < (uint)depth.Input && (uint)y < (uint)height.Input;
                            GatherRow(isInside ? x + ((((nint)z * height.Input) + y) * width.Input) : null, width, w, to, window);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds what each window holds to the elements under it: the reverse of <see cref="Gather"/>.</summary>
    /// <param name="from">An element per element of the window, of each channel, and window, the windows side by side.</param>
    /// <param name="windows">The window.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <param name="x">The channels, one after another, to which is added.</param>
    public static void Scatter<T>(T* from, in Windows windows, int channels, T* x)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        WindowAxis depth = windows.Depth, height = windows.Height, width = windows.Width;
        int rows = depth.Output * height.Output;
        for (int c = 0; c < channels; c++, x += windows.Inputs)
        {
            for (int d = 0; d < depth.Kernel; d++)
            {
                for (int h = 0; h < height.Kernel; h++)
                {
                    for (int w = 0; w < width.Kernel; w++)
                    {
                        var (first, end) = width.Covering(w);
                        for (int row = 0; row < rows; row++, from += width.Output)
                        {
                            int z = depth.Begin(row / height.Output) + (d * depth.Dilation), y = height.Begin(row % height.Output) + (h * height.Dilation);
                            if ((uint)z >= (uint)depth.Input || (uint)y >= (uint)height.Input) continue;
                            T* line = x + ((((nint)z * height.Input) + y) * width.Input) + (w * width.Dilation) - width.Before;
                            for (int i = first; i < end; i++) line[(nint)i * width.Stride] += from[i];
                        }
                    }
                }
            }
        }
    }

    private static void GatherRow<T>(T* line, WindowAxis width, int element, T* into, nint step)
        where T : unmanaged
    {
        var (first, end) = line == null ? (0, 0) : width.Covering(element);
        for (int i = 0; i < first; i++) into[i * step] = default;
        for (int i = end; i < width.Output; i++) into[i * step] = default;
        if (first == end) return;
        T* from = line + (element * width.Dilation) - width.Before + ((nint)first * width.Stride);
        into += first * step;
        if (step == 1 && width.Stride == 1) new ReadOnlySpan<T>(from, end - first).CopyTo(new Span<T>(into, end - first));
        else for (int i = 0; i < end - first; i++) into[i * step] = from[(nint)i * width.Stride];
    }
}
