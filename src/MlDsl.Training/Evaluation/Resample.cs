using System.Runtime.CompilerServices;

namespace MlDsl.Training;

/// <summary>
/// One bootstrap resample: how often each row (or group of rows) is drawn. Counts are Poisson with mean 1, the limit of the multinomial
/// ones, and a pure function of seed, resample and row: nothing is stored, and no thread waits for another.
/// </summary>
/// <remarks>
/// Poisson bootstrap: Hanley and MacGibbon (2006), "Creating non-parametric bootstrap samples using Poisson frequencies"; Chamandy
/// et al. (2012), "Estimating uncertainty for massive data streams".
/// </remarks>
internal readonly struct Resample
{
    private const int CellBits = 12;
    private const byte Undecided = byte.MaxValue;

    // The distribution function of Poisson(1) in units of 2^-32; a draw past the end, 1 in 2^32, has one more.
    private static readonly uint[] Thresholds = MakeThresholds();

    // The count by the top bits of a draw: one look-up decides all but the few cells that a threshold runs through.
    private static readonly byte[] Cells = MakeCells();

    private readonly ulong start;
    private readonly bool isOriginal;

    public Resample(ulong seed, int number) => start = EvaluationRandom.Stream(seed, number);

    private Resample(bool isOriginal) => this.isOriginal = isOriginal;

    /// <summary>The rows as they are, each once.</summary>
    public static Resample Original { get; } = new(isOriginal: true);

    /// <summary>How often the row or group is drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(ulong key)
    {
        if (isOriginal) return 1;
        uint draw = (uint)(EvaluationRandom.At(start, key) >> 32);
        int count = Cells[draw >> (32 - CellBits)];
        return count != Undecided ? count : Search(draw);
    }

    private static int Search(uint draw)
    {
        int count = 0;
        while (count < Thresholds.Length && draw >= Thresholds[count]) count++;
        return count;
    }

    private static uint[] MakeThresholds()
    {
        const int Counts = 13;
        var thresholds = new uint[Counts];
        double density = Math.Exp(-1), distribution = 0;
        for (int count = 0; count < Counts; count++, density /= count)
        {
            distribution += density;
            thresholds[count] = (uint)Math.Min(Math.Round(distribution * 4294967296.0), uint.MaxValue);
        }

        return thresholds;
    }

    private static byte[] MakeCells()
    {
        var cells = new byte[1 << CellBits];
        for (uint cell = 0; cell < cells.Length; cell++)
        {
            uint first = cell << (32 - CellBits), last = first + (1u << (32 - CellBits)) - 1;
            int count = Search(first);
            cells[cell] = count == Search(last) ? (byte)count : Undecided;
        }

        return cells;
    }
}
