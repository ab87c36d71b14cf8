using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Boosting;

/// <summary>Trees as they grow in the library.</summary>
internal sealed unsafe class Booster : IDisposable
{
    // Predictions behind the link, of all trees so far, without what training leaves out.
    private const string Predictions = """{"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true}""";

    private readonly XGBoostApi api;
    private readonly DataMatrix rows;
    private readonly DataMatrix? watched;
    private nint handle;
    private int made;

    /// <exception cref="XGBoostException">The library refuses the parameters or the rows.</exception>
    public Booster(XGBoostApi api, DataMatrix rows, IEnumerable<(string Name, string Value)> parameters, DataMatrix? watched = null)
    {
        (this.api, this.rows, this.watched) = (api, rows, watched);
        nint[] matrices = watched is null ? [rows.Handle] : [rows.Handle, watched.Handle];
        nint booster;
        fixed (nint* first = matrices) api.Check(api.BoosterCreate(first, (ulong)matrices.Length, &booster));
        handle = booster;
        try
        {
            foreach (var (name, value) in parameters)
                fixed (byte* key = XGBoostApi.Text(name), text = XGBoostApi.Text(value)) api.Check(api.BoosterSetParam(handle, key, text));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>One more round.</summary>
    public void Grow() => api.Check(api.BoosterUpdateOneIter(handle, made++, rows.Handle));

    /// <summary>The library's own measure of the training rows; of ranks what lacks of the best. NaN where it is no number.</summary>
    public double Objective()
    {
        nint matrix = rows.Handle;
        byte* told;
        fixed (byte* name = XGBoostApi.Text("train"))
        {
            byte* names = name;
            api.Check(api.BoosterEvalOneIter(handle, made, &matrix, &names, 1, &told));
        }
        // "[3]", a tabulator, "train-rmse:0.25", and so on for each metric.
        string text = Marshal.PtrToStringUTF8((nint)told) ?? "";
        string last = text[(text.LastIndexOf(':') + 1)..];
        double value = double.TryParse(last, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
        return text.Contains("-ndcg", StringComparison.Ordinal) ? 1 - value : value;
    }

    /// <summary>The predictions of the watched rows behind the link, row after row.</summary>
    /// <param name="predictions">Room for all of them.</param>
    public void Predict(Span<float> predictions)
    {
        ulong* shape;
        ulong dimensions;
        float* first;
        fixed (byte* config = XGBoostApi.Text(Predictions)) api.Check(api.BoosterPredict(handle, watched!.Handle, config, &shape, &dimensions, &first));
        new ReadOnlySpan<float>(first, predictions.Length).CopyTo(predictions);
    }

    /// <summary>The model as UBJSON; of its rounds only the first are marked to be taken.</summary>
    public byte[] Save(int rounds)
    {
        fixed (byte* name = XGBoostApi.Text("best_iteration"), value = XGBoostApi.Text((rounds - 1).ToString(CultureInfo.InvariantCulture)))
            api.Check(api.BoosterSetAttr(handle, name, value));
        ulong length;
        byte* bytes;
        fixed (byte* config = XGBoostApi.Text("""{"format": "ubj"}""")) api.Check(api.BoosterSaveModel(handle, config, &length, &bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    public void Dispose()
    {
        if (handle != 0) api.Check(api.BoosterFree(handle));
        handle = 0;
    }
}
