using System.Globalization;

namespace Subscriptions;

/// <summary>A file as a German spreadsheet writes it, made up: semicolons, decimal commas, thousands points, euros and percents.</summary>
public static class Export
{
    public static void Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        var german = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
        using var file = new StreamWriter(path);
        file.WriteLine("no;Plan;Logins;Spent;Discount;Refund;Cancelled");
        for (int i = 0; i < rows; i++)
        {
            bool isYearly = random.Next(3) == 0;
            int logins = random.Next(40);
            double spent = 20 + (2000 * random.NextDouble()), discount = random.Next(0, 31);
            bool isCancelled = random.NextDouble() < 1 / (1 + Math.Exp((0.25 * logins) + (isYearly ? 2 : 0) - 3));
            file.WriteLine(string.Create(
                german,
                $"{i};{(isYearly ? "Yearly" : "Monthly")};{logins};€ {spent:N2};{(random.Next(4) == 0 ? "n/a" : $"{discount} %")};{(isCancelled ? $"€ {spent / 12:N2}" : "")};{(isCancelled ? "yes" : "no")}"));
        }
    }
}
