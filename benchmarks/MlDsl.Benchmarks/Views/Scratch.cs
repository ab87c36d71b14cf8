using Microsoft.ML;
using Microsoft.ML.Data;
namespace MlDsl.Benchmarks.Views;
internal static class Scratch
{
    public static void Print()
    {
        ViewRow[] rows = ViewRow.Make(1_000_000);
        IDataView own = rows.AsDataView(), loaded = new MLContext(1).Data.LoadFromEnumerable(rows);
        for (int k = 0; k < 4; k++) { ViewReading.Read(own); ViewReading.Read(loaded); Thread.Sleep(150); }
        if (Environment.GetEnvironmentVariable("ONLY") is { } only)
        {
            string[] c = only.Split(',');
            for (int k = 0; k < 60; k++) Read(own, c);
            return;
        }
        foreach (string[] cols in new string[][] { [], ["F0"], ["F0", "F1", "F2", "F3", "F4", "F5", "Label"], ["Vector"], ["Vendor", "Payment"], ["When", "Number", "Count", "IsNew", "Seconds"] })
        {
            double[] best = [9e9, 9e9];
            for (int t = 0; t < 7; t++)
            {
                int j = 0;
                foreach (IDataView v in new[] { loaded, own })
                {
                    best[j] = Math.Min(best[j], Ratios.Once(() => Read(v, cols), false));
                    j++;
                }
            }
            Console.WriteLine($"{string.Join(',', cols)}: mlnet {best[0] / 1000:F1} own {best[1] / 1000:F1} ns/row");
        }
    }

    private static float Read(IDataView view, string[] names)
    {
        var columns = names.Select(n => view.Schema[n]).ToArray();
        using DataViewRowCursor c = view.GetRowCursor(columns);
        var s = columns.Where(x => x.Type.RawType == typeof(float)).Select(c.GetGetter<float>).ToArray();
        var ve = columns.Where(x => x.Type.RawType == typeof(VBuffer<float>)).Select(c.GetGetter<VBuffer<float>>).ToArray();
        var te = columns.Where(x => x.Type.RawType == typeof(ReadOnlyMemory<char>)).Select(c.GetGetter<ReadOnlyMemory<char>>).ToArray();
        var dt = columns.Where(x => x.Type.RawType == typeof(DateTime)).Select(c.GetGetter<DateTime>).ToArray();
        var lo = columns.Where(x => x.Type.RawType == typeof(long)).Select(c.GetGetter<long>).ToArray();
        var it = columns.Where(x => x.Type.RawType == typeof(int)).Select(c.GetGetter<int>).ToArray();
        var bo = columns.Where(x => x.Type.RawType == typeof(bool)).Select(c.GetGetter<bool>).ToArray();
        var db = columns.Where(x => x.Type.RawType == typeof(double)).Select(c.GetGetter<double>).ToArray();
        float f = 0, sum = 0; VBuffer<float> vb = default; ReadOnlyMemory<char> t = default; DateTime d = default; long l = 0; int i = 0; bool b = false; double dd = 0;
        while (c.MoveNext())
        {
            foreach (var g in s) { g(ref f); sum += f; }
            foreach (var g in ve) { g(ref vb); }
            foreach (var g in te) { g(ref t); }
            foreach (var g in dt) { g(ref d); }
            foreach (var g in lo) { g(ref l); }
            foreach (var g in it) { g(ref i); }
            foreach (var g in bo) { g(ref b); }
            foreach (var g in db) { g(ref dd); }
        }
        return sum;
    }
}
