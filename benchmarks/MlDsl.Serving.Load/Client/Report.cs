using System.Globalization;
using MlDsl.Serving.Load.Models;

namespace MlDsl.Serving.Load.Client;

/// <summary>The figures, and whether they are well.</summary>
internal sealed class Report
{
    private readonly double singleToPeer, singleCpu, batchToPeer, bytes;

    public Report(Rounds rounds, Changes changes, Target[] targets)
    {
        long failed = changes.Seen.Failed, mixed = changes.Seen.Mixed;
        foreach (Measured seen in targets.Select(t => rounds.Seen(t.Name)))
        {
            failed += seen.Failed + seen.Closed;
            mixed += seen.Mixed;
        }
        // Before anything changes there is one answer.
        IsWell = failed + mixed == 0 && changes.IsWell && targets.All(t => rounds.Seen(t.Name).Answers.SetEquals([0]));
        singleToPeer = Math.Min(rounds.Faster("json", "onnx"), rounds.Faster("json", "mlnet"));
        singleCpu = rounds.Dearer("json", "empty");
        batchToPeer = Math.Min(Math.Min(rounds.Faster("binary", "onnx_raw"), rounds.Faster("binary", "onnx_rows")), rounds.Faster("binary", "mlnet_raw"));
        bytes = rounds.Bytes("json") - rounds.Bytes("empty");
        Line = string.Create(CultureInfo.InvariantCulture, $"failed={failed} mixed={mixed} reloads={changes.Reloads} closed={changes.Seen.Closed} exit={changes.ExitCode} grown_mb={changes.Growth.Alive / 1e6:F1} grown_rss_mb={changes.Growth.Resident / 1e6:F1} ")
            + string.Join(' ', targets.Select(t => Each(rounds, t)))
            + string.Create(
                CultureInfo.InvariantCulture,
                $" p99_ms={rounds.Seen("json").Percentile(0.99):F2} p99_changing_ms={changes.Seen.Percentile(0.99):F2} json_to_onnx={rounds.Faster("json", "onnx"):F2} json_to_mlnet={rounds.Faster("json", "mlnet"):F2} json_cpu_to_empty={singleCpu:F3} json_bytes={bytes:F1} binary_to_onnx_raw={rounds.Faster("binary", "onnx_raw"):F2} binary_to_onnx_rows={rounds.Faster("binary", "onnx_rows"):F2} binary_to_mlnet_raw={rounds.Faster("binary", "mlnet_raw"):F2} binary_bytes={rounds.Bytes("binary") - rounds.Bytes("empty_raw"):F1} trees={MadeModels.Trees} cores={Environment.ProcessorCount}");
    }

    public string Line { get; }

    /// <summary>Whether no call failed or was mixed, and no memory grew.</summary>
    public bool IsWell { get; }

    /// <summary>Whether the figures are what is promised: single rows not slower than a peer, at most 1.15 of the processor time of an endpoint that says nothing and no byte more; batches three times as fast as the better peer.</summary>
    public bool IsPromised => singleToPeer >= 1 && singleCpu <= 1.15 && batchToPeer >= 3 && bytes < 1;

    private static string Each(Rounds rounds, Target target)
    {
        Measured seen = rounds.Seen(target.Name);
        return string.Create(CultureInfo.InvariantCulture, $"rps_{target.Name}={rounds.PerSecond(target.Name):F0} cpu_us_{target.Name}={rounds.Microseconds(target.Name):F1} p50_{target.Name}_ms={seen.Percentile(0.5):F2} p99_{target.Name}_ms={seen.Percentile(0.99):F2}");
    }
}
