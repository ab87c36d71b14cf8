using MlDsl.Training;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>A run of every kind of line, whose times and numbers are always the same.</summary>
internal static class MadeRun
{
    public const string Id = "0123456789abcdef0123456789abcdef";

    /// <summary>Writes the run's folder below <paramref name="runs"/>.</summary>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="lines">What is added behind the fixed lines.</param>
    public static string Write(string runs, params string[] lines)
    {
        string folder = Path.Combine(runs, "20261127-120000-trip-fare-01234567"), artifacts = Path.Combine(folder, RunJson.Artifacts);
        Directory.CreateDirectory(artifacts);
        File.WriteAllText(Path.Combine(artifacts, "fare.mldsl"), "the model");
        File.WriteAllText(Path.Combine(folder, RunJson.Header), """
            {"format":1,"run":"0123456789abcdef0123456789abcdef","kind":"Fit","name":"trip-fare","version":"3","started":"2026-11-27T12:00:00+00:00","parameters":{"task":"Regression","trainer":"PoissonRegression","option.L2":"0.01","split":"Random: validation 0.2, seed 4711"},"schema":["Miles:float:None:Numeric","Fare:float:Label:"],"data":[{"data":"training","name":"Trip","rows":240,"fingerprint":"00112233445566778899aabbccddeeff-f0"}],"versions":{"program":"Fares","commit":"1f2e3d4c5b6a","dotnet":"10.0.0","package.MlDsl":"0.1.0"}}
            """);
        File.WriteAllLines(Path.Combine(folder, RunJson.Lines), new[]
        {
            """{"at":1795780800000,"run":"0123456789abcdef0123456789abcdef","kind":"Fit","name":"trip-fare"}""",
            """{"at":1795780801000,"step":0,"metrics":{"training/objective":[2.5]}}""",
            """{"at":1795780802000,"step":1,"metrics":{"training/objective":[1.25],"training/gradient":[null]}}""",
            """{"at":1795780803000,"param":"converged","value":"true"}""",
            """{"at":1795780804000,"end":"Finished"}""",
            """{"at":1795780805000,"data":"validation","name":"Trip","rows":80,"fingerprint":"ffeeddccbbaa99887766554433221100-50"}""",
            """{"at":1795780806000,"step":0,"metrics":{"validation/RMSE":[3.5,3.25,3.75],"validation/R²":[0.5,0.25,0.75],"validation/rows":[80]}}""",
            """{"at":1795780807000,"artifact":"fare.mldsl","bytes":9,"sha256":"36cc7e3d6f6200756c81e18470827e9dac1c602fcd87761cbb0b8f015611c098","kept":true}""",
        }.Concat(lines));
        return folder;
    }
}
