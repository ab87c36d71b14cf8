namespace MlDsl.Training;

/// <summary>
/// One pass over a design on several threads whose result does not depend on their number.
/// </summary>
/// <remarks>
/// Block i belongs to lane i modulo the number of lanes. A lane adds up its blocks in order, and the caller merges the lanes
/// in order; how many threads serve the lanes changes the time and no bit of the result. Merging once per lane, not once per
/// block, keeps the serial part small when the sums are wide.
/// </remarks>
internal static class BlockPass
{
    private const int MostLanes = 64;
    private const int FewestLanes = 4;
    private const long LaneMemory = 256L << 20;

    /// <summary>The number of lanes: a function of the problem alone, bounded so that the sums of all lanes fit in memory.</summary>
    /// <param name="design">The rows of the passes.</param>
    /// <param name="laneBytes">The size of one lane's sums.</param>
    public static int Lanes(IDesign design, long laneBytes)
    {
        long affordable = Math.Clamp(LaneMemory / Math.Max(1, laneBytes), FewestLanes, MostLanes);
        long blocks = (design.Rows + FeatureBlock.MaxRows - 1) / FeatureBlock.MaxRows;
        return (int)Math.Clamp(blocks, 1, affordable);
    }

    /// <summary>Reads every block once and adds it to its lane.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="control">The threads, and the way to stop.</param>
    /// <param name="lanes">The sums, one per lane.</param>
    /// <param name="add">Adds a block to a lane's sums; the number is that of the block's first row, from 0.</param>
    /// <exception cref="TrainingException">The pass gave another number of rows than the design promises.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static void Run<TLane>(IDesign design, TrainingControl control, TLane[] lanes, Action<TLane, FeatureBlock, long> add)
    {
        int workers = Math.Min(control.Workers, lanes.Length);
        long rows = workers == 1 ? RunHere(design, control, lanes, add) : RunOnThreads(design, control, lanes, add, workers);
        // Threads drop what waits when the training is cancelled, so such a pass is not complete.
        control.Cancellation.ThrowIfCancellationRequested();
        if (rows != design.Rows)
        {
            throw new TrainingException(
                $"The design promises {design.Rows} rows but this pass gave {rows}; its source must not change while it is read");
        }
    }

    private static long RunHere<TLane>(IDesign design, TrainingControl control, TLane[] lanes, Action<TLane, FeatureBlock, long> add)
    {
        long rows = 0, index = 0;
        foreach (FeatureBlock block in design.Blocks(control.Cancellation))
        {
            control.Cancellation.ThrowIfCancellationRequested();
            add(lanes[index++ % lanes.Length], block, rows);
            rows += block.Rows;
        }

        return rows;
    }

    private static long RunOnThreads<TLane>(
        IDesign design, TrainingControl control, TLane[] lanes, Action<TLane, FeatureBlock, long> add, int workers)
    {
        using var team = new LaneTeam<TLane>(lanes, workers, add, control.Cancellation);
        long rows = 0, index = 0;
        try
        {
            foreach (FeatureBlock block in design.Blocks(control.Cancellation))
            {
                control.Cancellation.ThrowIfCancellationRequested();
                if (team.HasFailed)
                    break;
                team.Post(index++, block, rows);
                rows += block.Rows;
            }
        }
        finally
        {
            // A block read earlier fails first, as it does on one thread, even when the source has failed since.
            team.Finish();
        }

        return rows;
    }
}
