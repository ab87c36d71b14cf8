namespace Readmission;

/// <summary>Stays made up so that patients differ and the risk drifts with time.</summary>
internal static class Stays
{
    private static readonly string[] Wards = ["cardiology", "surgery", "geriatrics", "oncology", "maternity"];

    /// <summary>The same stays on every call.</summary>
    public static List<Stay> Make(int patients)
    {
        var random = new Random(17);
        var stays = new List<Stay>();
        for (int patient = 0; patient < patients; patient++)
        {
            int age = 20 + random.Next(70);
            // What no column tells, and all stays of the patient share.
            double frailty = random.NextDouble() + random.NextDouble() - 1;
            string district = random.NextDouble() < 0.3 ? "harbour" : "hills";
            int count = 1 + random.Next(5);
            for (int i = 0; i < count; i++) stays.Add(Next(random, stays.Count, $"p{patient}", age, frailty, district));
        }
        return stays;
    }

    private static Stay Next(Random random, int number, string patient, int age, double frailty, string district)
    {
        int ward = random.Next(Wards.Length);
        var admission = (Admission)random.Next(3);
        int days = 1 + (int)(-Math.Log(1 - random.NextDouble()) * (ward + 3));
        var discharged = new DateTime(2022, 1, 1).AddHours(random.Next(24 * 700));
        float hemoglobin = 14 - (float)(2 * frailty) + (float)random.NextDouble();
        double logOdds = -2.6 + (0.03 * (age - 50)) + (1.2 * frailty) + (admission == Admission.Emergency ? 0.9 : 0)
            + (0.4 * ward) + (0.5 * Math.Log(days)) + (0.0005 * (discharged - new DateTime(2022, 1, 1)).TotalDays);
        bool readmitted = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds));
        return new Stay
        {
            Number = number,
            Patient = patient,
            Discharged = discharged,
            Age = age,
            District = district,
            Admission = admission,
            Ward = Wards[ward],
            Days = days,
            Hemoglobin = random.NextDouble() < 0.2 ? null : hemoglobin,
            CostOfReadmission = readmitted ? 2000 + (500 * days) : 0,
            Readmitted = readmitted,
        };
    }
}
