using System.Buffers;
using System.Text;

namespace MlDsl.Boosting;

/// <summary>Trees as they grow in the library.</summary>
internal sealed unsafe class Booster : IDisposable
{
    // The library keeps the gains of grades for the process, and reads them when a booster is made and when it measures: there another booster's may be seen.
    private static readonly object Gains = new();

    private readonly LightGbmApi api;
    private nint handle;

    /// <exception cref="LightGbmException">The library refuses the parameters or the rows.</exception>
    public Booster(LightGbmApi api, BinnedData rows, string parameters, BinnedData? watched = null)
    {
        this.api = api;
        lock (Gains)
        {
            nint made;
            fixed (byte* text = BinnedData.Text(parameters)) api.Check(api.BoosterCreate(rows.Handle, text, &made));
            handle = made;
            try
            {
                if (watched is not null) api.Check(api.BoosterAddValidData(handle, watched.Handle));
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    /// <summary>One more round; whether no tree can grow any more.</summary>
    public bool Grow()
    {
        int isFinished;
        api.Check(api.BoosterUpdateOneIter(handle, &isFinished));
        return isFinished != 0;
    }

    /// <summary>The library's own measure of the training rows; of what is minimised the first.</summary>
    public double Objective()
    {
        const int Most = 16;
        double* metrics = stackalloc double[Most];
        int count;
        lock (Gains) api.Check(api.BoosterGetEval(handle, 0, &count, metrics));
        return count > 0 && double.IsFinite(metrics[0]) ? metrics[0] : 0;
    }

    /// <summary>The predictions of the watched rows behind the link, row after row.</summary>
    /// <param name="predictions">Room for all of them.</param>
    /// <param name="outputs">The predictions of a row.</param>
    public void Predict(Span<float> predictions, int outputs)
    {
        var byClass = new double[predictions.Length];
        long count;
        fixed (double* first = byClass) api.Check(api.BoosterGetPredict(handle, 1, &count, first));
        int rows = predictions.Length / outputs;
        for (int row = 0; row < rows; row++)
            for (int output = 0; output < outputs; output++) predictions[(row * outputs) + output] = (float)byClass[(output * rows) + row];
    }

    /// <summary>The first rounds as the library's text.</summary>
    public string Save(int rounds)
    {
        const int Splits = 0;
        byte[] room = ArrayPool<byte>.Shared.Rent(1 << 20);
        while (true)
        {
            long length;
            fixed (byte* into = room) api.Check(api.BoosterSaveModelToString(handle, 0, rounds, Splits, room.Length, &length, into));
            // The length counts the zero at the end.
            string? text = length <= room.Length ? Encoding.UTF8.GetString(room, 0, (int)length - 1) : null;
            ArrayPool<byte>.Shared.Return(room);
            if (text is not null) return text;
            room = ArrayPool<byte>.Shared.Rent(checked((int)length));
        }
    }

    public void Dispose()
    {
        if (handle != 0) api.Check(api.BoosterFree(handle));
        handle = 0;
    }
}
