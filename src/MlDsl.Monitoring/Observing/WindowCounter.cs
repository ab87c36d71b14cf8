using MlDsl.Training;

namespace MlDsl.Observing;

/// <summary>The counts of one window. Threads count in stripes of their own, which are added up when the window ends: every row is in one window, and none is lost.</summary>
internal sealed class WindowCounter
{
    private readonly Stripe[] stripes;

    /// <summary>Counts of so many cells, all 0.</summary>
    public WindowCounter(int cells)
    {
        stripes = new Stripe[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)];
        for (int i = 0; i < stripes.Length; i++) stripes[i] = new Stripe(cells);
    }

    /// <summary>Counts rows; allocates nothing. Where one cannot be read and this throws, those before it are counted as far as they are whole stretches, and none of the others in any column.</summary>
    /// <returns>How many rows were counted.</returns>
    public long Count<TInput, TOutput>(IObservedModel<TInput, TOutput> model, ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        Stripe stripe = Enter();
        long before = stripe.Rows;
        try
        {
            for (int from = 0, length; from < inputs.Length; from += length)
            {
                length = Math.Min(ProfileBlock.MostRows, inputs.Length - from);
                stripe.Rows += model.Count(cells, inputs.Slice(from, length), outputs.Slice(from, length), stripe.Counts);
            }
            return stripe.Rows - before;
        }
        finally
        {
            stripe.Exit();
        }
    }

    /// <summary>Adds up all that was counted and begins anew.</summary>
    /// <param name="counts">Where the counts are added.</param>
    /// <returns>The rows.</returns>
    public long Collect(Span<long> counts)
    {
        long rows = 0;
        foreach (Stripe stripe in stripes)
        {
            var wait = new SpinWait();
            while (!stripe.TryEnter()) wait.SpinOnce();
            for (int i = 0; i < counts.Length; i++) counts[i] += stripe.Counts[i];
            rows += stripe.Rows;
            Array.Clear(stripe.Counts);
            stripe.Rows = 0;
            stripe.Exit();
        }
        return rows;
    }

    // The stripe of this processor, or the next that is free.
    private Stripe Enter()
    {
        int first = Thread.GetCurrentProcessorId();
        var wait = new SpinWait();
        while (true)
        {
            for (int i = 0; i < stripes.Length; i++)
                if (stripes[(first + i) & (stripes.Length - 1)] is var stripe && stripe.TryEnter()) return stripe;
            wait.SpinOnce();
        }
    }

    private sealed class Stripe(int cells)
    {
        private int taken;

        public long[] Counts { get; } = new long[cells];

        public long Rows { get; set; }

        public bool TryEnter() => Volatile.Read(ref taken) == 0 && Interlocked.Exchange(ref taken, 1) == 0;

        public void Exit() => Volatile.Write(ref taken, 0);
    }
}
