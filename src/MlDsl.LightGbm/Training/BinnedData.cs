using System.Text;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Rows as the library holds them: each value the number of its bin. They are streamed into it block by block.</summary>
internal sealed unsafe class BinnedData : IDisposable
{
    private const int Single = 0, Double = 1, Integer = 2;

    private readonly LightGbmApi api;
    private readonly QueryOrder? order;

    private BinnedData(LightGbmApi api, nint handle, QueryOrder? order) => (this.api, Handle, this.order) = (api, handle, order);

    public nint Handle { get; private set; }

    /// <summary>Bins rows.</summary>
    /// <param name="api">The library.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="sample">What a pass over them has told.</param>
    /// <param name="columns">The positions that become columns, ascending.</param>
    /// <param name="order">The places of rows by their queries; null where they stay as they are.</param>
    /// <param name="parameters">How they are binned.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="LightGbmException">The library reported an error.</exception>
    public static BinnedData Make(LightGbmApi api, IDesign rows, TrainingSample sample, int[] columns, QueryOrder? order, string parameters, CancellationToken cancellation)
    {
        var columnOf = new int[rows.Width];
        Array.Fill(columnOf, -1);
        for (int i = 0; i < columns.Length; i++) columnOf[columns[i]] = i;
        var data = new BinnedData(api, Create(api, sample, columnOf, columns.Length, parameters), order);
        try
        {
            data.Push(rows, columnOf, columns.Length, cancellation);
            if (order is not null) data.SetQueries(order.Counts);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Sets a number of each row: <c>label</c> or <c>weight</c>.</summary>
    public void Set(string field, float[] values)
    {
        fixed (byte* name = Text(field))
        fixed (float* first = order?.Arrange(values) ?? values) api.Check(api.DatasetSetField(Handle, name, first, values.Length, Single));
    }

    /// <summary>Sets doubles: <c>init_score</c>, class after class; of a ranking one a row.</summary>
    public void Set(string field, double[] values)
    {
        fixed (byte* name = Text(field))
        fixed (double* first = order?.Arrange(values) ?? values) api.Check(api.DatasetSetField(Handle, name, first, values.Length, Double));
    }

    /// <summary>Some of the rows, in the same bins.</summary>
    /// <param name="rows">Their numbers, ascending by place.</param>
    /// <param name="parameters">What all rows were binned by.</param>
    public BinnedData Subset(int[] rows, string parameters)
    {
        nint part;
        int[] places = order is null ? rows : Array.ConvertAll(rows, order.PlaceOf);
        fixed (byte* text = Text(parameters))
        fixed (int* first = places) api.Check(api.DatasetGetSubset(Handle, first, places.Length, text, &part));
        var subset = new BinnedData(api, part, null);
        try
        {
            // The library forgets the queries of what it takes a part of.
            if (order is not null) subset.SetQueries(order.CountsOf(rows));
            return subset;
        }
        catch
        {
            subset.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Handle != 0) api.Check(api.DatasetFree(Handle));
        Handle = 0;
    }

    /// <summary>A text as C has it.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static nint Create(LightGbmApi api, TrainingSample sample, int[] columnOf, int columns, string parameters)
    {
        using SampledColumns sampled = sample.ByColumn(columnOf, columns);
        nint made;
        fixed (nint* first = sampled.Addresses)
        fixed (int* count = sampled.Counts)
        fixed (byte* text = Text(parameters))
        {
            api.Check(api.DatasetCreateFromSampledColumn(
                (double**)first, (int**)(first + columns), columns, count, sample.Sampled, sample.Labels.Length, sample.Labels.Length, text, &made));
        }
        return made;
    }

    private void Push(IDesign rows, int[] columnOf, int columns, CancellationToken cancellation)
    {
        if (order is not null) api.Check(api.DatasetSetWaitForManualFinish(Handle, 1));
        int first = 0;
        int[] own = [];
        foreach (FeatureBlock block in rows.Passing(cancellation))
        {
            if (own.Length < block.Positions.Length) own = new int[block.Positions.Length];
            for (int i = 0; i < block.Positions.Length; i++) own[i] = columnOf[block.Positions[i]];
            // A block without any entry has no address, and the library asks for one.
            float none = 0;
            fixed (int* starts = block.RowStart)
            fixed (int* indexes = own)
            fixed (float* values = block.Values)
            {
                int zero = 0;
                for (int from = 0, to; from < block.Rows; from = to)
                {
                    to = EndOfRun(first, from, block.Rows);
                    long place = order is null ? first + from : order.PlaceOf(first + from);
                    api.Check(api.DatasetPushRowsByCsr(
                        Handle, starts + from, Integer, indexes is null ? &zero : indexes, values is null ? &none : values, Single, to - from + 1, block.Positions.Length, columns, place));
                }
            }
            first += block.Rows;
        }
        if (order is not null) api.Check(api.DatasetMarkFinished(Handle));
    }

    // Rows that follow each other in the block and by their places.
    private int EndOfRun(int first, int from, int count)
    {
        if (order is null) return count;
        int to = from + 1;
        while (to < count && order.PlaceOf(first + to) == order.PlaceOf(first + to - 1) + 1) to++;
        return to;
    }

    private void SetQueries(int[] counts)
    {
        fixed (byte* name = Text("group"))
        fixed (int* first = counts) api.Check(api.DatasetSetField(Handle, name, first, counts.Length, Integer));
    }
}
