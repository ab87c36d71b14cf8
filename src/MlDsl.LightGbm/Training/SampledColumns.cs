using System.Runtime.InteropServices;

namespace MlDsl.Boosting;

/// <summary>The values of a sample column by column, as the library takes them: in memory of their own, which is not cleared and not collected.</summary>
internal sealed unsafe class SampledColumns : IDisposable
{
    private readonly nint[] addresses;
    private readonly int[] filled;
    private void* memory;

    /// <param name="counts">How many values each column has.</param>
    public SampledColumns(int[] counts)
    {
        (Counts, addresses, filled) = (counts, new nint[2 * counts.Length], new int[counts.Length]);
        long total = counts.Sum(static count => (long)count);
        memory = NativeMemory.Alloc((nuint)Math.Max(1, total), sizeof(double) + sizeof(int));
        var value = (double*)memory;
        var row = (int*)(value + total);
        for (int i = 0; i < counts.Length; value += counts[i], row += counts[i], i++) (addresses[i], addresses[counts.Length + i]) = ((nint)value, (nint)row);
    }

    /// <summary>How many values each column has.</summary>
    public int[] Counts { get; }

    /// <summary>Where the values of each column lie, and behind these addresses where the rows of the sample lie that they belong to.</summary>
    public nint[] Addresses => addresses;

    /// <summary>Adds a value to a column that has room for it.</summary>
    public void Add(int column, double value, int row)
    {
        int place = filled[column]++;
        ((double*)addresses[column])[place] = value;
        ((int*)addresses[filled.Length + column])[place] = row;
    }

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
    }
}
